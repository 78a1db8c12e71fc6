import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { service } from './service';

/** A port that nobody listens on now. */
async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return String(port);
}

/** A service of its own, with a database of its own, that a test stops and starts again as an operator would. */
export class ServerProcess {
  readonly origin: string;
  readonly #port: string;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'outlay-restart-'));
  #process: ChildProcess | null = null;

  private constructor(port: string) {
    this.#port = port;
    this.origin = `http://127.0.0.1:${port}`;
  }

  static async started(): Promise<ServerProcess> {
    const made = new ServerProcess(await freePort());
    await made.start();
    return made;
  }

  /** Returns once it is ready. */
  async start(): Promise<void> {
    const { command, cwd, env } = service({ port: this.#port, dataDir: this.#dataDir });
    const [program = '', ...options] = command.split(' ');
    this.#process = spawn(program, options, { cwd, env: { ...process.env, ...env } });
    for (;;) {
      const answer = await fetch(`${this.origin}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      if (this.#process.exitCode !== null) throw new Error('the service ended as it began');
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  /** Returns once it is gone. */
  async stop(): Promise<void> {
    const running = this.#process;
    if (running === null || running.exitCode !== null) return;
    running.kill('SIGTERM');
    await once(running, 'exit');
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
