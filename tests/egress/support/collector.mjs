// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What arrives: HTTP and WebSocket by the name in the path, connections without a word, and datagrams, each on ports of
 * their own, all on the loopback.
 *
 * Out: `phase(name)` opens the ports of a phase and says which channels reached them.
 */

import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { createServer as createRaw } from 'node:net';

const HOST = '127.0.0.1';
const listening = (server) => new Promise((resolve) => server.listen(0, HOST, () => resolve(server.address().port)));

/** Collects until `stop()`. */
export async function collect() {
  const phases = new Map();
  const ends = [];
  const note = (phase, channel) => phases.get(phase)?.add(channel);
  // What is answered is a script as well: it must not break the page that runs it.
  const server = createServer((request, response) => {
    const [, phase, channel] = request.url.split(/[/?]/);
    note(phase, channel);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'content-type': 'text/plain', 'cache-control': 'no-store' }).end('0');
  });
  server.on('upgrade', (request, socket) => {
    const [, phase, channel] = request.url.split(/[/?]/);
    note(phase, channel);
    socket.destroy();
  });
  server.on('clientError', (_, socket) => socket.destroy());
  const port = await listening(server);
  ends.push(() => (server.closeAllConnections(), server.close()));

  async function rawPort(phase, channel) {
    const raw = createRaw((socket) => (note(phase, channel), socket.on('error', () => {}), socket.destroy()));
    ends.push(() => raw.close());
    return listening(raw);
  }
  async function datagramPort(phase, channel) {
    const socket = createSocket('udp4');
    socket.on('message', () => note(phase, channel));
    await new Promise((resolve) => socket.bind(0, HOST, resolve));
    ends.push(() => socket.close());
    return socket.address().port;
  }
  return {
    /** Ports for one phase, and what has reached them so far. */
    async phase(name) {
      const reached = new Set();
      phases.set(name, reached);
      const ports = { stun: await datagramPort(name, 'webrtc-stun'), quic: await datagramPort(name, 'webtransport'), turn: await rawPort(name, 'webrtc-turn'), link: await rawPort(name, 'preconnect') };
      return { target: { host: HOST, port, name, ...ports }, reached };
    },
    stop: () => ends.forEach((end) => end()),
  };
}
