import openapiTS, { astToString } from 'openapi-typescript';

const heading = '// Generated from spec/openapi.yaml by `npm run contract`. Not edited by hand.\n\n';

/** @returns {Promise<string>} The types of the contract as it stands now. */
export async function contractText() {
  const types = await openapiTS(new URL('../../spec/openapi.yaml', import.meta.url), { silent: true });
  return heading + astToString(types);
}
