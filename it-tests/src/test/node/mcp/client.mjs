// An MCP client of the SDK. Prints one JSON line for each thing that happens; reads the code that a browser brought back.
import { createInterface } from 'node:readline';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const url = new URL(process.env.MCP_URL);
const codes = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = line => console.log(JSON.stringify(line));
const stored = {};

const provider = {
  redirectUrl: process.env.REDIRECT,
  clientMetadata: {
    client_name: 'Research agent',
    redirect_uris: [process.env.REDIRECT],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  },
  clientInformation: () => stored.client,
  saveClientInformation: client => {
    stored.client = client;
    say({ registered: client.client_id });
  },
  tokens: () => stored.tokens,
  saveTokens: tokens => {
    stored.tokens = tokens;
    say({ token: tokens.access_token, refresh: Boolean(tokens.refresh_token) });
  },
  saveCodeVerifier: verifier => { stored.verifier = verifier; },
  codeVerifier: () => stored.verifier,
  redirectToAuthorization: address => say({ open: address.href }),
};

async function authorizing(transport, action) {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
    await transport.finishAuth((await codes.next()).value);
    return null;
  }
}

const connect = async transport => {
  const client = new Client({ name: 'research', version: '1' });
  await client.connect(transport);
  return client;
};

let transport = new StreamableHTTPClientTransport(url, { authProvider: provider });
let client = await authorizing(transport, () => connect(transport));
if (!client) {
  transport = new StreamableHTTPClientTransport(url, { authProvider: provider });
  client = await connect(transport);
}
say({ tools: (await client.listTools()).tools.map(tool => tool.name) });
for (const name of ['search', 'delete', 'shutdown']) {
  const call = () => client.callTool({ name });
  try {
    const result = (await authorizing(transport, call)) ?? (await call());
    say({ called: name, text: result.content[0].text });
  } catch (error) {
    say({ refused: name, status: error.code ?? error.name });
  }
}
await client.close();
say({ done: true });
process.exit(0);
