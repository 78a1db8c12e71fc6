import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const WORKER = '/app/sw.js';

/** Stands before the service at an address of its own, and can bring a newer version of the app into the world. */
export class Deployment {
  readonly #behind: string;
  readonly #server = createServer((asked, answer) => this.#pass(asked, answer));
  #versions = 0;

  private constructor(behind: string) {
    this.#behind = behind;
  }

  static async before(origin: string): Promise<Deployment> {
    const made = new Deployment(origin);
    await new Promise<void>((listening) => made.#server.listen(0, '127.0.0.1', listening));
    return made;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on the browser finds another service worker than before, as after an update of the server. */
  bringNewVersion(): void {
    this.#versions += 1;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url = '/' } = asked;
    const changed = url === WORKER && this.#versions > 0;
    const headers = { ...asked.headers };
    // What is changed on the way must come whole and uncompressed.
    if (changed)
      for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since'])
        delete headers[name];
    const onward = request(`${this.#behind}${url}`, { method, headers }, (given) => {
      if (!changed) {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
        return;
      }
      const { 'content-length': _length, etag: _etag, ...rest } = given.headers;
      answer.writeHead(given.statusCode ?? 502, rest);
      given.on('end', () => answer.end(`\n// version ${this.#versions}`));
      given.pipe(answer, { end: false });
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  }
}
