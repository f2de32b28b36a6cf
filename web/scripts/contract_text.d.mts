export function contractText(): Promise<string>;
