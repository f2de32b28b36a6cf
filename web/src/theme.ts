import { createTheme, type MantineColorsTuple } from '@mantine/core';

const warp: MantineColorsTuple = ['#eef4fc', '#d9e6f7', '#b3cdef', '#8fb4e8', '#6c9bdd', '#4f83cf', '#3b6fbc', '#2f5d9e', '#264b80', '#1d3a63'];

const dark: MantineColorsTuple = ['#e7ebf2', '#c3ccd9', '#9ba8bd', '#6b7890', '#465066', '#2a3343', '#1e2530', '#171d27', '#0f131a', '#0b0e14'];

// The head of a dialog is none of the page.
const dialog = { defaultProps: { attributes: { header: { role: 'presentation' } } } };

export const theme = createTheme({
  components: { Modal: dialog, Drawer: dialog },
  colors: { warp, dark },
  primaryColor: 'warp',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.6rem', lineHeight: '1.25' }, h2: { fontSize: '1.15rem', lineHeight: '1.3' }, h3: { fontSize: '0.95rem', lineHeight: '1.35' } } },
});
