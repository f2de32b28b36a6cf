import { useMediaQuery } from '@mantine/hooks';
import { App, H5GroveProvider } from '@h5web/app';
import '@h5web/app/styles.css';
import { hdf5Address } from '../../api/files';

// H5Web on the four routes of the server. The portal has a colour scheme of its own, so H5Web's by the system is off.
export default function Hdf5Explorer({ dataset, file, path }: { dataset: number; file: string; path?: string }) {
  const narrow = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  return (
    <H5GroveProvider url={hdf5Address(dataset)} filepath={file}>
      <App initialPath={path} sidebarOpen={!narrow} disableDarkMode />
    </H5GroveProvider>
  );
}
