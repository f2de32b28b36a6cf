// Names with gaps: {shell} in a parameter's name, {A} / {B} in a text; and every parameter that a viewer asks for.
import {
  all, isChoosing, isField, isParameterGroup, leaves, spelled, type Column, type Condition, type Criterion, type Fill, type Panel, type Plot, type Ranking,
  type RowFill, type Value, type Viewer,
} from './viewer';

const gap = /\{([^{}]*)\}/g;

// Gaps that the filling does not know stay as they are.
export function filled(name: string, fill: Fill): string {
  return name.replace(gap, (whole, word: string) => fill[word] ?? whole);
}

// Does the value say something else for each filling?
export function varies(value: Value, fills: Fill[]): boolean {
  const words = new Set(fills.flatMap((fill) => Object.keys(fill)));
  return JSON.stringify(value).match(gap)?.some((found) => words.has(found.slice(1, -1))) ?? false;
}

export interface Piece {
  text?: string;
  name?: string;
}

// "{A} / {B}" as its pieces.
export function pieces(template: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of template.matchAll(gap)) {
    if (match.index > from) found.push({ text: template.slice(from, match.index) });
    found.push({ name: match[1]!.trim() });
    from = match.index + match[0].length;
  }
  if (from < template.length) found.push({ text: template.slice(from) });
  return found;
}

// Every way to fill the gaps: {shell: [inner, outer]} gives two.
export function fillings(choices: Record<string, string[]> | undefined): Fill[] {
  return Object.entries(choices ?? {}).reduce<Fill[]>((found, [word, values]) => found.flatMap((one) => values.map((value) => ({ ...one, [word]: value }))), [{}]);
}

function ofCondition(condition: Condition | undefined): string[] {
  return condition?.parameter ? [condition.parameter] : [];
}

function ofValue(value: Value, fill: Fill = {}): string[] {
  const spec = spelled(value);
  const own = [spec.parameter, spec.error, ...(spec.ratio ?? [])].flatMap((name) => (name === undefined ? [] : filled(name, fill)));
  return [
    ...own,
    ...(spec.text ? pieces(filled(spec.text, fill)).flatMap((piece) => piece.name ?? []) : []),
    ...ofCondition(spec.when),
    ...[...(spec.coalesce ?? []), ...(spec.lines ?? [])].flatMap((one) => ofValue(one, fill)),
  ];
}

function ofValues(values: Value[], fills: Fill[] = []): string[] {
  return values.flatMap((value) => (fills.length ? fills : [{}]).flatMap((fill) => ofValue(value, fill)));
}

function ofColumns(columns: Column[] = [], rows: RowFill[] = []): string[] {
  return ofValues(leaves(columns).map((leaf) => leaf.value), rows.map((row) => row.fill));
}

function ofRanking(ranking: Ranking): string[] {
  const steps = [...ranking.order, ...(ranking.rest ?? [])].flatMap((step): Criterion[] => (isChoosing(step) ? step.choose : [step]));
  return ofValues([...steps, ...(ranking.keep ?? [])].map((one) => one.value), fillings(ranking.choices));
}

function ofPlot(plot: Plot): string[] {
  return [...(plot.x === undefined ? [] : [plot.x]), ...plot.y, ...all(plot.colour_by)].flatMap((one) => ofValue(one));
}

function ofSort(sort: string | undefined): string[] {
  const name = sort?.trim().split(/\s+/)[0];
  return name ? [name] : [];
}

function ofPanel(panel: Panel): string[] {
  const compared = panel.compare?.values;
  return [
    ...(isParameterGroup(panel.parameters) ? [] : panel.parameters ?? []).flatMap((one) => ofValue(one)),
    ...ofColumns(panel.table?.columns, panel.table?.rows),
    ...ofSort(panel.table?.sort),
    ...ofColumns([...(panel.best?.values ?? []), ...(panel.best?.columns ?? [])], panel.best?.rows),
    ...(isParameterGroup(compared) ? [] : compared ?? []).flatMap((one) => ofValue(one)),
    ...(typeof panel.workflow === 'object' ? panel.workflow.label ?? [] : []).flatMap((one) => ofValue(one)),
    ...ofColumns(panel.chain?.columns),
    ...(panel.plot ? ofPlot(panel.plot) : []),
    ...ofCondition(panel.when),
    ...[...(panel.row ?? []), ...(panel.stack ?? [])].flatMap(ofPanel),
  ];
}

function names(found: string[]): string[] {
  return [...new Set(found)].filter((name) => name !== '' && !isField(name) && !name.includes('{'));
}

// The parameters that a list of this viewer shows, of the datasets and of those related to them.
export function parametersOfList(viewer: Viewer): string[] {
  const list = viewer.list ?? {};
  return names([
    ...ofSort(list.sort), ...all(list.group), ...ofColumns(list.columns),
    ...[...(list.heading ?? []), ...(list.footer ?? []), ...(list.under ?? []), ...all(list.mark)].flatMap((one) => ofValue(one)),
    ...(list.card ?? []).flatMap(ofPanel), ...(list.plots ?? []).flatMap(ofPlot),
    ...(viewer.rankings ?? []).flatMap(ofRanking),
  ]);
}

export function parametersOfDataset(viewer: Viewer): string[] {
  return names([...(viewer.dataset ?? []).flatMap(ofPanel), ...(viewer.rankings ?? []).flatMap(ofRanking)]);
}

export function parametersOfPanels(panels: Panel[]): string[] {
  return names(panels.flatMap(ofPanel));
}

// Does a panel want all parameters of a group, so that names do not say what to ask for?
export function wantsGroups(panels: Panel[]): boolean {
  return panels.some((panel) => isParameterGroup(panel.parameters) || (panel.compare !== undefined && (panel.compare.values === undefined || isParameterGroup(panel.compare.values)))
    || wantsGroups([...(panel.row ?? []), ...(panel.stack ?? [])]));
}
