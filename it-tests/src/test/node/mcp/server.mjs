// An MCP server (the SDK's own, streamable HTTP) that trusts one authorization server and reads one claim.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const issuer = process.env.ISSUER;
const app = createMcpExpressApp();
const listener = app.listen(0, '127.0.0.1');
await once(listener, 'listening');
const url = new URL(`http://localhost:${listener.address().port}/mcp`);
const metadata = new URL('/.well-known/oauth-protected-resource/mcp', url);
const keys = createRemoteJWKSet(new URL(`${issuer}/protocol/openid-connect/certs`));

app.get(metadata.pathname, (request, response) =>
  response.json({
    resource: url.href,
    authorization_servers: [issuer],
    scopes_supported: ['tools-read', 'tools-admin'],
  }));

const verifier = {
  async verifyAccessToken(token) {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience: url.href });
      return {
        token,
        clientId: payload.azp,
        scopes: payload.scope.split(' '),
        expiresAt: payload.exp,
        resource: url,
        extra: { permissions: payload.authorization_details ?? [], actors: payload.act },
      };
    } catch (error) {
      throw new InvalidTokenError(error.code ?? 'unreadable');
    }
  },
};

/** The one check: is this tool among the permissions that the token has at this server? */
function permitted(request, response, next) {
  const { method, params } = request.body ?? {};
  const granted = request.auth.extra.permissions.some(entry =>
    entry.type === 'resource_permission' && entry.locations.includes(url.href)
    && entry.identifier === params?.name && entry.actions.includes('call'));
  if (method !== 'tools/call' || granted) return next();
  response.set('WWW-Authenticate', 'Bearer error="insufficient_scope", '
    + `scope="tools-read tools-admin", resource_metadata="${metadata.href}"`);
  return response.status(403).json({ error: 'insufficient_scope' });
}

const sessions = new Map();

function answers(session) {
  const server = new McpServer({ name: 'tools', version: '1' });
  for (const tool of ['search', 'delete', 'shutdown']) {
    server.registerTool(tool, { description: tool }, async ({ authInfo }) => ({
      content: [{ type: 'text', text: `${tool} for ${JSON.stringify(authInfo.extra.actors)}` }],
    }));
  }
  return server.connect(session);
}

app.all('/mcp', requireBearerAuth({
  verifier, requiredScopes: ['tools-read'], resourceMetadataUrl: metadata.href, expectedResource: url,
}), permitted, async (request, response) => {
  let session = sessions.get(request.headers['mcp-session-id']);
  if (!session) {
    session = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: id => sessions.set(id, session),
    });
    await answers(session);
  }
  await session.handleRequest(request, response, request.body);
});
console.log(JSON.stringify({ ready: url.href }));
