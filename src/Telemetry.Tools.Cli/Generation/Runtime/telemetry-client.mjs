// Sends typed telemetry events to a server: in batches, in the background, each counted once.
// Node 18 or later and browsers, no dependency. Logging never blocks and never throws; what does not fit is dropped
// and counted. Nothing is sent unless enableTelemetry is true, and DO_NOT_TRACK=1 or TELEMETRY=0 win over it.

const USAGE_STREAM = 'client-usage';
const MAX_EVENT_BYTES = 1024 * 1024;
const MAX_BATCH_BYTES = 1024 * 1024;
const MAX_HELD_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 10_000;
const PAUSE_WHEN_REFUSED = 300_000;
const SCAN_INTERVAL = 30_000;
const IDENTITY = '{"event_id":"';
const UNITS = { ns: 1e-6, us: 1e-3, ms: 1, s: 1e3, min: 6e4, h: 36e5, d: 864e5 };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)?$/;
const encoder = new TextEncoder();

/** A value does not fit the schema. Holds the field's path, never the value. */
export class ValidationError extends Error {}

/** An event of a stream; generated classes derive from it. */
export class TelemetryEvent {
  static stream = '';
  static timeField = 'timestamp';
  static layout = [];

  constructor(values) {
    Object.assign(this, values);
    writeObject(this, this.constructor.layout, '', undefined);
    Object.freeze(this);
  }

  /** The event as one line of JSON, as every other writer of the stream writes it; hashed fields need the client's key. */
  async toLine(hashKey) {
    const raw = new Set();
    writeObject(this, this.constructor.layout, '', { collect: (algorithm, value) => raw.add(`${algorithm} ${value}`) });
    const digests = new Map();
    for (const item of raw) digests.set(item, await digest(item, hashKey));
    return writeObject(this, this.constructor.layout, '', { digest: (algorithm, value) => digests.get(`${algorithm} ${value}`) });
  }
}

function writeObject(record, layout, path, hashes) {
  const parts = [];
  for (const item of layout) {
    if (item.constant !== undefined) parts.push(`${text(item.name)}:${text(item.constant)}`);
    else if (item.payload) parts.push(`${text(item.name)}:${writeObject(record, item.payload, `${item.name}.`, hashes)}`);
    else {
      const value = record[item.property ?? item.name];
      if ((value === undefined || value === null) && item.optional) continue;
      parts.push(`${text(item.name)}:${writeValue(item, value, path + item.name, hashes)}`);
    }
  }
  return `{${parts.join(',')}}`;
}

function writeValue(field, value, path, hashes) {
  if (value === undefined || value === null) {
    if (field.nullable || field.optional || field.kind === 'json') return 'null';
    throw new ValidationError(`missing field: ${path}`);
  }
  if (field.hash) {
    expect(typeof value === 'string', path);
    hashes?.collect?.(field.hash, value);
    return hashes?.digest?.(field.hash, value) ?? 'null';
  }
  if (field.kind === 'object') {
    expect(typeof value === 'object' && !Array.isArray(value), path);
    return writeObject(value, field.fields, `${path}.`, hashes);
  }
  if (field.kind === 'list') {
    expect(Array.isArray(value), path);
    return `[${value.map((item) => writeValue(field.element, item, path, hashes)).join(',')}]`;
  }
  if (field.kind === 'map') {
    expect(typeof value === 'object' && !Array.isArray(value), path);
    return `{${Object.entries(value).map(([name, item]) => `${text(name)}:${writeValue(field.element, item, path, hashes)}`).join(',')}}`;
  }
  return WRITERS[field.kind](value, field, path);
}

const WRITERS = {
  string: (value, field, path) => writeText(value, field, path),
  enum: (value, field, path) => writeText(value, field, path),
  int32: (value, _, path) => whole(value, 31n, path),
  int64: (value, _, path) => whole(value, 63n, path),
  double: (value, _, path) => {
    expect(typeof value === 'number', path);
    return Number.isFinite(value) ? shortest(value) : `"${value}"`;
  },
  decimal: (value, _, path) => {
    const written = typeof value === 'number' ? plain(value) : String(value);
    expect(['number', 'string', 'bigint'].includes(typeof value) && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(written), path);
    return written;
  },
  bool: (value, _, path) => {
    expect(typeof value === 'boolean', path);
    return String(value);
  },
  timestamp: (value, _, path) => `"${time(value, path)}"`,
  date: (value, _, path) => {
    const day = value instanceof Date ? value.toISOString().slice(0, 10) : value;
    expect(typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)), path);
    return `"${day}"`;
  },
  // Milliseconds in the program, the field's unit on the wire.
  duration: (value, field, path) => {
    expect(typeof value === 'number' && Number.isFinite(value), path);
    return plain(value / (UNITS[field.unit] ?? 1e3));
  },
  uuid: (value, _, path) => {
    expect(typeof value === 'string' && UUID.test(value), path);
    return `"${value.toLowerCase()}"`;
  },
  sha256: (value, _, path) => {
    expect(typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value), path);
    return `"${value.toLowerCase()}"`;
  },
  json: (value, _, path) => {
    const written = JSON.stringify(value);
    expect(written !== undefined, path);
    return written;
  },
};

function expect(holds, path) {
  if (!holds) throw new ValidationError(`wrong type: ${path}`);
}

function writeText(value, field, path) {
  expect(typeof value === 'string', path);
  if (field.closed && !field.values.includes(value)) throw new ValidationError(`not one of ${field.values.join(', ')}: ${path}`);
  return text(value);
}

// Half of a surrogate pair becomes U+FFFD, as everywhere.
function text(value) {
  return JSON.stringify(value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'));
}

function whole(value, bits, path) {
  expect(typeof value === 'bigint' || Number.isSafeInteger(value), path);
  const number = BigInt(value);
  if (number < -(1n << bits) || number >= 1n << bits) throw new ValidationError(`out of range: ${path}`);
  return String(number);
}

// The shortest text that reads as the same number; with an exponent where every other writer of the stream has one.
function shortest(value) {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [, minus, digit, fraction = '', sign, power] = /^(-?)(\d)(?:\.(\d+))?e([+-])(\d+)$/.exec(value.toExponential());
  const exponent = Number(sign + power);
  if (exponent <= -5 || exponent >= 17) return `${minus}${digit}${fraction && `.${fraction}`}E${sign}${power.padStart(2, '0')}`;
  if (exponent < 0) return `${minus}0.${'0'.repeat(-exponent - 1)}${digit}${fraction}`;
  const digits = (digit + fraction).padEnd(exponent + 1, '0');
  return minus + digits.slice(0, exponent + 1) + (digits.length > exponent + 1 ? `.${digits.slice(exponent + 1)}` : '');
}

// Without an exponent, which readers of decimals need not take.
function plain(value) {
  const written = String(value);
  return /e/i.test(written) ? value.toFixed(20).replace(/\.?0+$/, '') : written;
}

function time(value, path) {
  if (value instanceof Date) {
    expect(!Number.isNaN(value.getTime()), path);
    return value.toISOString();
  }
  expect(typeof value === 'string' && TIME.test(value), path);
  const [, fraction = ''] = /\.(\d+)/.exec(value) ?? [];
  const zone = /([Zz]|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`;
  const date = new Date(zone.replace(' ', 'T').replace(/\.\d+/, '').toUpperCase());
  expect(!Number.isNaN(date.getTime()), path);
  const digits = fraction.slice(0, 7).padEnd(7, '0');
  const kept = digits.endsWith('0000') ? 3 : digits.endsWith('0') ? 6 : 7;
  return `${date.toISOString().slice(0, 19)}.${digits.slice(0, kept)}Z`;
}

async function digest(item, hashKey) {
  const [algorithm] = item.split(' ', 1);
  const data = encoder.encode(item.slice(algorithm.length + 1));
  const { subtle } = globalThis.crypto ?? (await import('node:crypto')).webcrypto;
  if (algorithm === 'sha256') return `"${hex(await subtle.digest('SHA-256', data))}"`;
  if (!hashKey) return 'null';
  const key = await subtle.importKey('raw', hashKey, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return `"${hex(await subtle.sign('HMAC', key, data))}"`;
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A UUID of version 7: ordered by time. */
export function newIdentity(milliseconds = Date.now()) {
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i++) bytes[i] = Math.floor(Math.random() * 256);
  globalThis.crypto?.getRandomValues?.(bytes);
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(milliseconds / 2 ** (40 - 8 * i)) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Gives a written event what makes it count once. What it says itself stays. */
function withIdentity(line, timeField, identity, now) {
  const fields = JSON.parse(line);
  const own = fields.event_id;
  const isOwn = typeof own === 'string' && own.length > 0 && own.length <= 128;
  const holdsTime = fields[timeField] ?? Object.values(fields).some((value) => value?.[timeField]);
  let rest = line.slice(1);
  if ('event_id' in fields || (!holdsTime && timeField in fields)) {
    delete fields.event_id;
    if (!holdsTime) delete fields[timeField];
    rest = JSON.stringify(fields).slice(1);
  }
  const start = `${IDENTITY}${JSON.stringify(isOwn ? own : identity).slice(1)}${holdsTime ? '' : `,"${timeField}":"${now.toISOString()}"`}`;
  return `${start}${rest === '}' ? '' : ','}${rest}\n`;
}

function identityOf(line) {
  return line.startsWith(IDENTITY) ? line.slice(IDENTITY.length).split('"', 1)[0] : '';
}

const sizeOf = (value) => encoder.encode(value).length;

class Sender {
  constructor(options) {
    this.options = options;
    this.base = options.baseUrl.replace(/\/+$/, '');
  }

  async send(stream, lines, signal) {
    const outcome = await this.post(stream, lines.join(''), signal);
    if (outcome.status !== 413 || lines.length < 2) return outcome;
    const half = lines.length >> 1;
    const first = await this.send(stream, lines.slice(0, half), signal);
    if (first.kind !== 'delivered' && first.kind !== 'impossible') return first;
    const second = await this.send(stream, lines.slice(half), signal);
    if (second.kind !== 'delivered' && second.kind !== 'impossible') return second;
    const [one, two] = [asDelivered(first, half), asDelivered(second, lines.length - half)];
    return {
      ...two,
      accepted: one.accepted + two.accepted,
      duplicates: one.duplicates + two.duplicates,
      rejected: [...one.rejected, ...two.rejected.map((item) => ({ ...item, index: item.index + half }))],
    };
  }

  async post(stream, body, signal) {
    const headers = { 'Content-Type': 'application/x-ndjson' };
    if (this.options.apiKey) headers.Authorization = `Bearer ${this.options.apiKey.trim()}`;
    const stop = new AbortController();
    const give = () => stop.abort();
    const timer = setTimeout(give, this.options.requestTimeout);
    signal.addEventListener('abort', give, { once: true });
    try {
      const zipped = await zip(body);
      if (zipped) headers['Content-Encoding'] = 'gzip';
      const response = await fetch(this.endpoint(stream), { method: 'POST', headers, body: zipped ?? body, redirect: 'manual', signal: stop.signal });
      const answer = await response.text();
      return response.ok ? readAnswer(answer) : failure(response, answer);
    } catch (error) {
      return outcomeOf('retry', 0, String(error?.message ?? error));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', give);
    }
  }

  endpoint(stream) {
    if (stream === USAGE_STREAM) return this.options.telemetryEndpoint ?? `${this.base}/v1/client/usage/log`;
    return `${this.base}/v1/events/${encodeURIComponent(stream)}`;
  }
}

async function zip(body) {
  if (typeof CompressionStream === 'undefined') return undefined;
  return new Uint8Array(await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer());
}

function outcomeOf(kind, status, message, more = {}) {
  return { kind, status, message, accepted: 0, duplicates: 0, rejected: [], retryAfter: 0, ...more };
}

function asDelivered(outcome, count) {
  if (outcome.kind !== 'impossible') return outcome;
  const rejected = Array.from({ length: count }, (_, index) => ({ index, code: `http_${outcome.status}`, message: outcome.message }));
  return { ...outcome, kind: 'delivered', rejected };
}

function readAnswer(body) {
  const { accepted, duplicates, rejected } = JSON.parse(body);
  if (!Number.isInteger(accepted) || !Number.isInteger(duplicates) || !Array.isArray(rejected)) throw new Error("the answer is not a server's");
  const isUnknown = rejected.length > 0 && accepted + duplicates === 0 && rejected.every((item) => item.code === 'unknown_stream');
  return outcomeOf(isUnknown ? 'unknown_stream' : 'delivered', 200, '', { accepted, duplicates, rejected });
}

function failure(response, body) {
  const { status } = response;
  let message = `HTTP ${status}`;
  try {
    const problem = JSON.parse(body);
    if (problem.detail) message = `${problem.code} ${problem.detail}`.slice(0, 300);
  } catch {
    // It is no problem document.
  }
  const kind = [408, 425, 429].includes(status) || status >= 500 ? 'retry' : [400, 413, 415, 422].includes(status) ? 'impossible' : 'refused';
  return outcomeOf(kind, status, message, { retryAfter: wait(response.headers.get('Retry-After')) });
}

function wait(retryAfter) {
  if (!retryAfter) return 0;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Math.min(3600, Math.max(0, seconds || 0)) * 1000;
}

/** Batches that wait for the server, one file each (Node). A file is its writer's while that process lives; then anybody's. */
class Folder {
  static async open(path, baseUrl, limit) {
    const [fs, { join, resolve }] = [await import('node:fs'), await import('node:path')];
    const folder = new Folder();
    Object.assign(folder, { fs, join, path: resolve(path), limit, waiting: [], used: 0, files: 0 });
    fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 });
    const [marker, address] = [join(folder.path, 'server'), `${baseUrl.replace(/\/+$/, '')}/`];
    if (!fs.existsSync(marker)) fs.writeFileSync(marker, `${address}\n`, { mode: 0o600 });
    if (fs.readFileSync(marker, 'utf8').trim() !== address) throw new Error(`'${path}' holds events for another server`);
    return folder;
  }

  /** Appends what is new to the batch's file; throws where the disk does not take it. */
  save(batch) {
    const added = batch.lines.slice(batch.saved).join('');
    if (added === '') return;
    const size = sizeOf(added);
    if (this.used + size > this.limit || this.files >= MAX_FILES) throw new Error('it is full');
    if (!batch.file) {
      batch.file = this.join(this.path, `${batch.stream}.${newIdentity().replaceAll('-', '')}.${process.pid}.open`);
      this.files++;
    }
    this.fs.writeFileSync(batch.file, added, { flag: 'a', mode: 0o600 });
    this.used += size;
    batch.saved = batch.lines.length;
  }

  seal(batch) {
    const sealed = batch.file.replace(/\.\d+\.open$/, '.node-events');
    this.fs.renameSync(batch.file, sealed);
    this.waiting.push(sealed.slice(this.path.length + 1));
  }

  scan() {
    for (const name of this.fs.readdirSync(this.path)) this.reclaim(name);
    const names = this.fs.readdirSync(this.path).filter((name) => name.endsWith('.node-events'));
    this.waiting = names.sort((left, right) => (left.split('.').at(-2) < right.split('.').at(-2) ? -1 : 1));
    this.files = names.length;
    this.used = names.reduce((sum, name) => sum + (this.fs.statSync(this.join(this.path, name), { throwIfNoEntry: false })?.size ?? 0), 0);
  }

  /** Takes a batch by renaming it, which one process alone can do. */
  take(isPaused) {
    for (let name = this.waiting.shift(); name !== undefined; name = this.waiting.shift()) {
      const stream = name.replace(/\.[0-9a-f]{32}\.node-events$/, '');
      if (stream === name || isPaused(stream)) continue;
      const file = this.join(this.path, name.replace(/\.node-events$/, `.${process.pid}.open`));
      try {
        this.fs.renameSync(this.join(this.path, name), file);
      } catch {
        continue;
      }
      // A killed writer leaves a torn last line; what has no identity could count twice.
      const lines = this.fs.readFileSync(file, 'utf8').split(/(?<=\n)/).filter((line) => line.startsWith(IDENTITY) && line.endsWith('\n'));
      const batch = { stream, since: 0, lines, size: sizeOf(lines.join('')), saved: lines.length, file };
      if (lines.length > 0) return batch;
      this.finish(batch);
    }
    return undefined;
  }

  finish(batch) {
    this.fs.rmSync(batch.file, { force: true });
    this.files = Math.max(0, this.files - 1);
    this.used = Math.max(0, this.used - batch.size);
  }

  reclaim(name) {
    const [, start, owner] = /^(.*)\.(\d+)\.open$/.exec(name) ?? [];
    if (!owner || Number(owner) === process.pid) return;
    try {
      process.kill(Number(owner), 0);
    } catch (error) {
      if (error.code === 'ESRCH') this.fs.renameSync(this.join(this.path, name), this.join(this.path, `${start}.node-events`));
    }
  }
}

/** Logs events and sends them in the background. */
export class PromptOpsClient {
  #options;
  #sender;
  #folder;
  #queue = [];
  #open = new Map();
  #memory = [];
  #paused = new Map();
  #held = 0;
  #heldBytes = 0;
  #failures = 0;
  #notBefore = 0;
  #scanAt = 0;
  #writing = Promise.resolve();
  #running;
  #wake = () => {};
  #isAwake = false;
  #flushes = [];
  #deadline;
  #stop = new AbortController();
  #onExit;

  constructor(options) {
    this.#options = { enableTelemetry: false, batchSize: 100, flushInterval: 30, queueCapacity: 10_000, bufferBytes: 50 * 1024 * 1024, ...options };
    this.#options.requestTimeout = (options.requestTimeout ?? 30) * 1000;
    this.#options.shutdownTimeout = (options.shutdownTimeout ?? 5) * 1000;
    this.counts = { logged: 0, accepted: 0, duplicates: 0, rejected: 0, dropped: 0 };
    this.warnings = [];
  }

  /** Whether events are sent; where not, logging does nothing. */
  get enabled() {
    return this.#options.enableTelemetry === true && mayTrack() && /^https?:\/\//i.test(this.#options.baseUrl ?? '');
  }

  /** Begins to send; doing so twice changes nothing. */
  async initialize() {
    if (!this.enabled || this.#running) return;
    this.#sender = new Sender(this.#options);
    this.#running = this.#openFolder().then(() => this.#run());
    this.#onExit = () => this.#keep();
    globalThis.process?.once?.('exit', this.#onExit);
  }

  /** Takes an event; false where it was dropped or the client is off. Its identity is fixed now. */
  log(event) {
    return this.#take(event.constructor.stream, event.constructor.timeField, () => event.toLine(this.#options.hashKey));
  }

  /** Takes one use of a model, by the names of the stream client-usage: model, success, prompt_id, tokens_used, cost_usd … */
  logUsage(fields) {
    if (typeof fields?.model !== 'string' || typeof fields?.success !== 'boolean') return this.#drop('a usage event needs model and success');
    return this.#take(USAGE_STREAM, 'timestamp', async () => JSON.stringify({ timestamp: new Date().toISOString(), ...fields }));
  }

  /** Sends what was logged so far; false as soon as a request fails, and the events are kept. */
  async flush() {
    if (!this.#running) return true;
    await this.#writing;
    return new Promise((resolve) => {
      this.#flushes.push(resolve);
      this.#notBefore = this.#scanAt = 0;
      this.#paused.clear();
      this.#rouse();
    });
  }

  /** Sends what is left, for five seconds at most; the rest stays in the buffer folder, or is dropped and counted. */
  async close() {
    if (!this.#running) return;
    await this.#writing;
    this.#deadline = Date.now() + this.#options.shutdownTimeout;
    this.#notBefore = 0;
    const timer = setTimeout(() => this.#stop.abort(), this.#options.shutdownTimeout);
    this.#rouse();
    await this.#running;
    clearTimeout(timer);
    this.#running = undefined;
    globalThis.process?.off?.('exit', this.#onExit);
  }

  #take(stream, timeField, write) {
    if (!this.#running || this.#deadline !== undefined) return this.#running ? this.#drop() : false;
    if (this.#held >= this.#options.queueCapacity || this.#heldBytes > MAX_HELD_BYTES) return this.#drop();
    const [identity, now] = [newIdentity(), new Date()];
    this.#held++;
    this.counts.logged++;
    // Digests are computed asynchronously; events keep their order all the same.
    this.#writing = this.#writing.then(async () => {
      try {
        const line = withIdentity(await write(), timeField, identity, now);
        const size = sizeOf(line);
        if (size > MAX_EVENT_BYTES) throw new Error('it is too large');
        this.#heldBytes += size;
        this.#queue.push([stream, line, size]);
        this.#rouse();
      } catch (error) {
        this.#held--;
        this.counts.logged--;
        this.#drop(`an event was not taken: ${error.message}`);
      }
    });
    return true;
  }

  #drop(why) {
    this.counts.dropped++;
    if (why) this.#warn(why);
    return false;
  }

  #warn(why) {
    if (this.warnings.length < 20 && !this.warnings.includes(why)) this.warnings.push(why);
  }

  async #openFolder() {
    if (!this.#options.bufferFolder || !globalThis.process?.versions?.node) return;
    try {
      this.#folder = await Folder.open(this.#options.bufferFolder, this.#options.baseUrl, this.#options.bufferBytes);
    } catch (error) {
      this.#warn(`the buffer folder cannot be used, events are held in memory: ${error.message}`);
    }
  }

  async #run() {
    let current;
    try {
      for (;;) {
        this.#drain();
        this.#sealDue();
        this.#scan();
        if (!current && Date.now() >= this.#notBefore) current = this.#next();
        this.#answerFlushes(current);
        if (this.#deadline !== undefined && this.#queue.length === 0 && (Date.now() >= this.#deadline || !current)) break;
        if (!current || Date.now() < this.#notBefore) {
          await this.#sleep(current);
          continue;
        }
        const outcome = await this.#sender.send(current.stream, current.lines, this.#stop.signal);
        if (this.#judge(current, outcome)) current = undefined;
      }
    } catch (error) {
      this.#warn(`the telemetry client has stopped: ${error.message}`);
    }
    if (current) {
      if (current.file) this.#folder.seal(current);
      else this.#memory.push(current);
    }
    this.#keep();
    this.#answer(false);
  }

  #drain() {
    for (const [stream, line, size] of this.#queue.splice(0)) {
      let batch = this.#open.get(stream);
      if (!batch) this.#open.set(stream, (batch = { stream, since: Date.now(), lines: [], size: 0, saved: 0 }));
      batch.lines.push(line);
      batch.size += size;
      if (batch.lines.length >= this.#options.batchSize || batch.size >= MAX_BATCH_BYTES) this.#seal(batch);
    }
    for (const batch of this.#open.values()) this.#save(batch);
  }

  #save(batch) {
    if (!this.#folder || batch.saved === batch.lines.length) return;
    const added = batch.lines.slice(batch.saved);
    try {
      this.#folder.save(batch);
      this.#release(added.length, sizeOf(added.join('')));
    } catch (error) {
      this.#warn(`the buffer folder cannot be used, events are held in memory: ${error.message}`);
      this.#split(batch);
    }
  }

  // What was saved goes from its file; the rest stays in memory, in a batch of its own.
  #split(batch) {
    try {
      if (batch.file) this.#folder.seal(batch);
    } catch {
      // Found again when the folder is looked through.
    }
    batch.lines = batch.lines.slice(batch.saved);
    batch.size = sizeOf(batch.lines.join(''));
    batch.saved = 0;
    batch.file = undefined;
  }

  #sealDue() {
    const isAll = this.#flushes.length > 0 || this.#deadline !== undefined;
    // While the server is away nothing is gained by many small batches.
    if (!isAll && Date.now() < this.#notBefore) return;
    for (const batch of [...this.#open.values()]) {
      if (isAll || Date.now() - batch.since >= this.#options.flushInterval * 1000) this.#seal(batch);
    }
  }

  #seal(batch) {
    this.#open.delete(batch.stream);
    this.#save(batch);
    if (batch.file) this.#folder.seal(batch);
    else if (batch.lines.length > 0) this.#memory.push(batch);
  }

  #scan() {
    for (const [stream, until] of this.#paused) {
      if (until > Date.now()) continue;
      this.#paused.delete(stream);
      this.#scanAt = 0;
    }
    if (!this.#folder || Date.now() < this.#scanAt) return;
    this.#scanAt = Date.now() + SCAN_INTERVAL;
    try {
      this.#folder.scan();
    } catch (error) {
      this.#warn(`the buffer folder cannot be read: ${error.message}`);
    }
  }

  #next() {
    const index = this.#memory.findIndex((batch) => !this.#paused.has(batch.stream));
    return index >= 0 ? this.#memory.splice(index, 1)[0] : this.#folder?.take((stream) => this.#paused.has(stream));
  }

  /** Whether the batch is dealt with. */
  #judge(batch, answer) {
    const outcome = asDelivered(answer, batch.lines.length);
    if (outcome.kind === 'delivered') {
      this.#finish(batch, outcome);
      return true;
    }
    if (outcome.kind === 'unknown_stream') {
      this.#warn(`the server has no schema of stream '${batch.stream}'; its events are kept`);
      this.#paused.set(batch.stream, Date.now() + PAUSE_WHEN_REFUSED);
      if (batch.file) this.#folder.seal(batch);
      else this.#memory.push(batch);
      return true;
    }
    if (outcome.kind === 'refused') {
      this.#warn(`the server refuses this client (HTTP ${outcome.status}): ${outcome.message}`);
      this.#notBefore = Date.now() + PAUSE_WHEN_REFUSED;
      if (this.#deadline !== undefined) this.#deadline = 0;
    } else {
      this.#warn('the server does not take events at the moment; they are kept');
      this.#notBefore = Date.now() + Math.max(outcome.retryAfter, Math.random() * Math.min(300_000, 1000 * 2 ** this.#failures++));
    }
    this.#answer(false);
    return false;
  }

  #finish(batch, outcome) {
    this.#failures = 0;
    this.counts.accepted += outcome.accepted;
    this.counts.duplicates += outcome.duplicates;
    this.counts.rejected += outcome.rejected.length;
    for (const { index, code, message } of outcome.rejected) {
      try {
        this.#options.onRejected?.({ stream: batch.stream, eventId: identityOf(batch.lines[index] ?? ''), code, message });
      } catch {
        // The host's own.
      }
    }
    if (batch.file) this.#folder.finish(batch);
    else this.#release(batch.lines.length, batch.size);
  }

  #release(count, size) {
    this.#held -= count;
    this.#heldBytes -= size;
  }

  #answerFlushes(current) {
    if (this.#flushes.length > 0 && !current && this.#queue.length === 0 && this.#open.size === 0) this.#answer(this.#memory.length === 0 && this.#paused.size === 0);
  }

  #answer(isSent) {
    for (const resolve of this.#flushes.splice(0)) resolve(isSent);
  }

  // The timer does not keep a program alive that has nothing else to do.
  #sleep(current) {
    const due = [...this.#open.values()].map((batch) => Math.max(batch.since + this.#options.flushInterval * 1000, this.#notBefore));
    due.push(...this.#paused.values());
    if (this.#folder) due.push(this.#scanAt);
    if (current || this.#memory.length > 0) due.push(this.#notBefore);
    if (this.#deadline !== undefined) due.push(this.#deadline);
    return new Promise((resolve) => {
      if (this.#isAwake) {
        this.#isAwake = false;
        resolve();
        return;
      }
      const timer = due.length > 0 ? setTimeout(() => this.#rouse(), Math.max(1, Math.min(...due) - Date.now())) : undefined;
      timer?.unref?.();
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        this.#isAwake = false;
        resolve();
      };
    });
  }

  #rouse() {
    this.#isAwake = true;
    this.#wake();
  }

  /** What is on disk stays there; what is in memory goes there if it can. */
  #keep() {
    for (const [stream, line, size] of this.#queue.splice(0)) this.#memory.push({ stream, since: 0, lines: [line], size, saved: 0 });
    for (const batch of [...this.#memory.splice(0), ...this.#open.values()]) {
      this.#save(batch);
      try {
        if (batch.file) this.#folder.seal(batch);
        else this.counts.dropped += batch.lines.length;
      } catch {
        // Its writer is gone soon; then it is found again.
      }
    }
    this.#open.clear();
  }
}

function mayTrack() {
  const { DO_NOT_TRACK = '', TELEMETRY = '' } = globalThis.process?.env ?? {};
  return ['', '0', 'false'].includes(DO_NOT_TRACK.trim().toLowerCase()) && !['0', 'false', 'off'].includes(TELEMETRY.trim().toLowerCase());
}
