import type { Viewer } from '../src/model/viewer';

export function shippedViewer(name: string): Viewer;
