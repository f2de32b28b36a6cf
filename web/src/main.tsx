import '@fontsource-variable/inter/wght.css';
import './mantine.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isNotReady, Unreachable } from './api/client';
import { router } from './routes';
import { theme } from './theme';
import './tokens.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (times, failure) => failure instanceof Unreachable && times < 1,
      retryDelay: 800,
      refetchInterval: (query) => (isNotReady(query.state.error) ? 2000 : false),
    },
  },
});

// A page that was opened before the portal was built anew asks for files that are gone: once, it is loaded again.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('weft.reloaded') ?? 0);
  if (Date.now() - last < 30_000) return;
  sessionStorage.setItem('weft.reloaded', String(Date.now()));
  window.location.reload();
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
