// The catalogue's words, from the contract, under the names the portal uses.
import type { components } from './contract';

type Schemas = components['schemas'];

export type Dataset = Schemas['Dataset'];
export type Parameters = Schemas['Parameters'];
// In a list, with the parameters that were asked for.
export type DatasetSummary = Schemas['DatasetSummary'] & { parameters?: Parameters };
export type Parameter = Parameters[string];
export type Input = Schemas['Input'];
export type HistoryStatement = Schemas['HistoryStatement'];
export type Graph = Schemas['Graph'];
export type Counters = Schemas['Counters'];
export type Investigation = Schemas['Investigation'];
export type Sample = Schemas['Sample'];
export type Instrument = Schemas['Instrument'];
export type Statistics = Schemas['Statistics'];
export type Grouped = Schemas['GroupedStatistics'];
export type ApiError = Schemas['Error'];

export type DatasetPage = Schemas['Found'];

// Whoever names its inputs has made it from something: everything but an acquisition is processed.
export function isProcessed(dataset: { type: string }): boolean {
  return dataset.type !== 'acquisition';
}
