import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { IconChartBar, IconDatabase, IconKeyboard, IconMicroscope, IconMoon, IconSun } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { health } from '../api/catalogue';
import { Refused } from '../api/client';
import { everything, readSearch, writeSearch, type Address } from '../model/search';
import style from './Frame.module.css';
import { KeyboardHelp, useKeys } from './KeyboardHelp';
import { SearchBox } from './SearchBox';
import { useSearchFailure } from './useSearchFailure';

const places = [
  { to: '/data', title: 'Data', icon: IconDatabase, holds: /^\/(data|datasets|investigations)(\/|$)/ },
  { to: '/instruments', title: 'Instruments', icon: IconMicroscope, holds: /^\/instruments/ },
  { to: '/statistics', title: 'Statistics', icon: IconChartBar, holds: /^\/statistics/ },
] as const;

function Places() {
  const here = useRouterState({ select: (state) => state.location.pathname });
  return (
    <>
      {places.map(({ to, title, icon: Icon, holds }) => (
        <Link key={to} to={to} className={style.place} aria-current={holds.test(here) ? 'page' : undefined}>
          <Icon size={19} aria-hidden />
          {title}
        </Link>
      ))}
    </>
  );
}

function Scheme() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = dark ? 'Light colours' : 'Dark colours';
  return (
    <Tooltip label={label} withArrow>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
        {dark ? <IconSun size={19} /> : <IconMoon size={19} />}
      </ActionIcon>
    </Tooltip>
  );
}

// Says so when the server is gone. When it is back, what could not be read is asked again; what one reads stays, and the
// live stream tells what came meanwhile.
function Lifeline() {
  const queries = useQueryClient();
  const { isError, error } = useQuery({ ...health(), refetchInterval: 5000, retry: false });
  const was = useRef(false);
  const gone = isError && !(error instanceof Refused);
  useEffect(() => {
    if (was.current && !gone) void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' && query.state.data === undefined });
    was.current = gone;
  }, [gone, queries]);
  if (!gone) return null;
  return (
    <div className={style.gone} role="alert">
      The catalogue does not answer. What you see may be old; the page asks again every few seconds.
    </div>
  );
}

// What surrounds every page: where one can go, the search box, the colours.
export function Frame() {
  const navigate = useNavigate();
  const location = useRouterState({ select: (state) => state.location });
  const onData = location.pathname === '/data';
  const search = onData ? readSearch(location.search as Address) : everything;
  const wrongAt = useSearchFailure(search, onData);
  const [help, setHelp] = useState(false);
  useKeys({
    '/': () => document.getElementById('search')?.focus(),
    '?': () => setHelp(true),
    'g d': () => void navigate({ to: '/data' }),
    'g i': () => void navigate({ to: '/instruments' }),
    'g s': () => void navigate({ to: '/statistics' }),
  });
  return (
    <>
      <a href="#main" className="skip">Skip to the content</a>
      <header className={style.header}>
        <Link to="/data" className={style.brand} aria-label="Weft, all data">
          <img src="/weft.svg" alt="" width="28" height="28" />
          <span>Weft</span>
        </Link>
        <nav className={style.wide} aria-label="Places"><Places /></nav>
        <div className={style.search}>
          <SearchBox text={search.text} wrongAt={wrongAt}
            onSearch={(text) => void navigate({ to: '/data', search: writeSearch({ ...search, text }) })} />
        </div>
        <div className={style.end}>
          <Tooltip label="Keyboard" withArrow>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Keyboard" onClick={() => setHelp(true)} className={style.keys}>
              <IconKeyboard size={19} />
            </ActionIcon>
          </Tooltip>
          <Scheme />
        </div>
      </header>
      <Lifeline />
      <main id="main" className={style.main} tabIndex={-1}><Outlet /></main>
      <nav className={style.narrow} aria-label="Places"><Places /></nav>
      <KeyboardHelp opened={help} onClose={() => setHelp(false)} />
    </>
  );
}
