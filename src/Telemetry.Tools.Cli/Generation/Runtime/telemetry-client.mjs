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
const LONG_UNTOUCHED = 3_600_000;
const IDENTITY = '{"event_id":"';
const UNITS = { ns: 1e-6, us: 1e-3, ms: 1, s: 1e3, min: 6e4, h: 36e5, d: 864e5 };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)?$/;
const KEY = /^[!-~]*$/;
const MARK = /\0(\d+)\0/g;
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
    writeObject(this, this.constructor.layout, '', () => 'null');
    Object.freeze(this);
  }

  /** The event as one line of JSON, as every other writer of the stream writes it; hashed fields need the client's key. */
  async toLine(hashKey) {
    return finished(draft(this), hashKey);
  }
}

// An event as it is now, with a mark in the place of each digest; what is written holds no such character.
function draft(event) {
  const asked = [];
  const line = writeObject(event, event.constructor.layout, '', (algorithm, value) => `\0${asked.push([algorithm, value]) - 1}\0`);
  return { line, asked };
}

async function finished({ line, asked }, hashKey) {
  const digests = await Promise.all(asked.map(([algorithm, value]) => digest(algorithm, value, hashKey)));
  return line.replace(MARK, (_, index) => digests[index]);
}

// Node computes digests at once, so that an event is kept before the program goes on.
function finishedNow({ line, asked }, hashKey, crypto) {
  return line.replace(MARK, (_, index) => digestNow(...asked[index], hashKey, crypto));
}

function writeObject(record, layout, path, hash) {
  const parts = [];
  for (const item of layout) {
    if (item.constant !== undefined) parts.push(`${text(item.name)}:${text(item.constant)}`);
    else if (item.payload) parts.push(`${text(item.name)}:${writeObject(record, item.payload, `${item.name}.`, hash)}`);
    else {
      const value = record[item.property ?? item.name];
      if ((value === undefined || value === null) && item.optional) continue;
      parts.push(`${text(item.name)}:${writeValue(item, value, path + item.name, hash)}`);
    }
  }
  return `{${parts.join(',')}}`;
}

function writeValue(field, value, path, hash) {
  if (value === undefined || value === null) {
    if (field.nullable || field.optional || field.kind === 'json') return 'null';
    throw new ValidationError(`missing field: ${path}`);
  }
  if (field.hash) {
    expect(typeof value === 'string', path);
    return hash(field.hash, value);
  }
  if (field.kind === 'object') {
    expect(typeof value === 'object' && !Array.isArray(value), path);
    return writeObject(value, field.fields, `${path}.`, hash);
  }
  if (field.kind === 'list') {
    expect(Array.isArray(value), path);
    return `[${value.map((item) => writeValue(field.element, item, path, hash)).join(',')}]`;
  }
  if (field.kind === 'map') {
    expect(typeof value === 'object' && !Array.isArray(value), path);
    return `{${Object.entries(value).map(([name, item]) => `${text(name)}:${writeValue(field.element, item, path, hash)}`).join(',')}}`;
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
    expect(typeof day === 'string' && isDay(day), path);
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
  expect(typeof value === 'string' && TIME.test(value) && isDay(value.slice(0, 10)) && value.slice(11, 13) < '24', path);
  const [, fraction = ''] = /\.(\d+)/.exec(value) ?? [];
  const zone = /([Zz]|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`;
  const date = new Date(zone.replace(' ', 'T').replace(/\.\d+/, '').toUpperCase());
  expect(!Number.isNaN(date.getTime()), path);
  const digits = fraction.slice(0, 7).padEnd(7, '0');
  const kept = digits.endsWith('0000') ? 3 : digits.endsWith('0') ? 6 : 7;
  return `${date.toISOString().slice(0, 19)}.${digits.slice(0, kept)}Z`;
}

// Date takes 30 February for 2 March.
function isDay(day) {
  const date = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  return !Number.isNaN(date?.getTime() ?? NaN) && date.toISOString().startsWith(day);
}

function digestNow(algorithm, value, hashKey, crypto) {
  if (algorithm === 'sha256') return `"${crypto.createHash('sha256').update(value, 'utf8').digest('hex')}"`;
  return hashKey ? `"${crypto.createHmac('sha256', hashKey).update(value, 'utf8').digest('hex')}"` : 'null';
}

async function digest(algorithm, value, hashKey) {
  const data = encoder.encode(value);
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

/** Gives a written event what makes it count once. What it says itself stays, letter by letter. */
function withIdentity(line, timeField, hasTime, identity, now) {
  let [rest, own] = [line.slice(1), undefined];
  if (!hasTime || line.includes('"event_id":')) {
    const isTime = (member) => !hasTime && member.startsWith(`${text(timeField)}:`);
    const isIdentity = (member) => member.startsWith('"event_id":');
    const members = membersOf(line);
    own = members.filter(isIdentity).map((member) => JSON.parse(`{${member}}`).event_id)[0];
    rest = `${members.filter((member) => !isIdentity(member) && !isTime(member)).join(',')}}`;
  }
  const isOwn = typeof own === 'string' && own.length > 0 && own.length <= 128;
  const start = `${IDENTITY}${JSON.stringify(isOwn ? own : identity).slice(1)}${hasTime ? '' : `,${text(timeField)}:"${now.toISOString()}"`}`;
  return `${start}${rest === '}' ? '' : ','}${rest}\n`;
}

/** The members of a written object as they stand there. */
function membersOf(line) {
  const found = [];
  let [depth, start, isText] = [0, 1, false];
  for (let i = 0; i < line.length; i++) {
    const letter = line[i];
    if (letter === '"') isText = !isText;
    else if (isText) i += letter === '\\' ? 1 : 0;
    else if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') depth--;
    if (isText || !(depth === 0 || (depth === 1 && letter === ','))) continue;
    if (i > start) found.push(line.slice(start, i));
    start = i + 1;
  }
  return found;
}

/** Whether an event says when it happened. Nested records may have a field of that name, which is another. */
function hasTimeOf(event) {
  const { layout, timeField } = event.constructor;
  const isTime = (item) => item.name === timeField && (item.constant ?? event[item.property ?? item.name] ?? null) !== null;
  return layout.some((item) => (item.payload ? item.payload.some(isTime) : isTime(item)));
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
    const key = keyOf(this.options);
    if (key !== '') headers.Authorization = `Bearer ${key}`;
    const stop = new AbortController();
    const give = () => stop.abort();
    const timer = setTimeout(give, this.options.requestTimeout);
    signal.addEventListener('abort', give, { once: true });
    if (signal.aborted) give();
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

// A key that was read from a file often ends with a line break.
const keyOf = (options) => String(options.apiKey ?? '').trim();

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

/** What Node has of its own: at once where it can be had so (Node 20.16, 22.3), else after an import. */
let node;

function nodeNow() {
  const get = globalThis.process?.getBuiltinModule;
  if (!node && globalThis.process?.versions?.node && get) node = { fs: get('node:fs'), path: get('node:path'), crypto: get('node:crypto') };
  return node;
}

async function nodeSoon() {
  if (nodeNow() || !globalThis.process?.versions?.node) return;
  node = { fs: await import('node:fs'), path: await import('node:path'), crypto: await import('node:crypto') };
}

// Tell this program's files from those of an earlier process of the same id, which containers give out again and again.
const RUN = newIdentity().slice(-8);
const BEGAN = Date.now() - (globalThis.process?.uptime?.() ?? 0) * 1000;

/** Batches that wait for the server, one file each (Node). A file is its writer's while that process lives; then anybody's. */
class Folder {
  constructor({ fs, path, crypto }, name, baseUrl, limit) {
    Object.assign(this, { fs, crypto, join: path.join, path: path.resolve(name), limit, waiting: [], used: 0, files: 0 });
    fs.mkdirSync(this.path, { recursive: true, mode: 0o700 });
    const [marker, address] = [this.join(this.path, 'server'), `${baseUrl.replace(/\/+$/, '')}/`];
    if (!fs.existsSync(marker)) fs.writeFileSync(marker, `${address}\n`, { mode: 0o600 });
    if (fs.readFileSync(marker, 'utf8').trim() !== address) throw new Error(`'${this.path}' holds events for another server`);
    this.owner = `${process.pid}-${RUN}-${this.startOf(process.pid) ?? ''}`;
  }

  /** The folder's random key for hashed fields, which its other clients use, too; made where there is none. */
  hashKey() {
    const path = this.join(this.path, 'hash.key');
    try {
      this.fs.writeFileSync(path, this.crypto.randomBytes(32), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const key = this.fs.readFileSync(path);
    return key.length === 32 ? key : undefined;
  }

  /** Appends what is new to the batch's file; throws where the disk does not take it. */
  save(batch) {
    const added = batch.lines.slice(batch.saved).join('');
    if (added === '') return;
    const size = sizeOf(added);
    if (this.used + size > this.limit || this.files >= MAX_FILES) throw new Error('it is full');
    if (!batch.file) {
      batch.file = this.join(this.path, `${batch.stream}.${newIdentity().replaceAll('-', '')}.${this.owner}.open`);
      this.files++;
    }
    this.fs.writeFileSync(batch.file, added, { flag: 'a', mode: 0o600 });
    this.used += size;
    batch.saved = batch.lines.length;
  }

  seal(batch) {
    const sealed = batch.file.replace(/\.[^.]+\.open$/, '.node-events');
    this.fs.renameSync(batch.file, sealed);
    batch.file = undefined;
    this.waiting.push(sealed.slice(this.path.length + 1));
  }

  scan() {
    for (const name of this.fs.readdirSync(this.path)) this.attempt(() => this.reclaim(name));
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
      const batch = this.attempt(() => this.read(name, stream));
      if (batch?.lines.length > 0) return batch;
      if (batch) this.finish(batch);
    }
    return undefined;
  }

  read(name, stream) {
    const [path, file] = [this.join(this.path, name), this.join(this.path, name.replace(/\.node-events$/, `.${this.owner}.open`))];
    this.fs.renameSync(path, file);
    try {
      // A killed writer leaves a torn last line; what has no identity could count twice.
      const lines = this.fs.readFileSync(file, 'utf8').split(/(?<=\n)/).filter((line) => line.startsWith(IDENTITY) && line.endsWith('\n'));
      return { stream, since: 0, lines, size: sizeOf(lines.join('')), saved: lines.length, file };
    } catch (error) {
      this.fs.renameSync(file, path);
      throw error;
    }
  }

  finish(batch) {
    // What cannot be deleted is sent again later: the server knows the identities.
    this.attempt(() => this.fs.rmSync(batch.file, { force: true }));
    this.files = Math.max(0, this.files - 1);
    this.used = Math.max(0, this.used - batch.size);
  }

  /** Takes an open file whose writer is gone, and touches its own. */
  reclaim(name) {
    const [, start, pid, run, began] = /^(.*)\.(\d+)(?:-([0-9a-f]{8})-([0-9a-f]*))?\.open$/.exec(name) ?? [];
    if (!pid) return;
    const path = this.join(this.path, name);
    if (Number(pid) === process.pid && run === RUN) this.fs.utimesSync(path, new Date(), new Date());
    else if (!this.isHeld(Number(pid), began, path)) this.fs.renameSync(path, this.join(this.path, `${start}.node-events`));
  }

  // The id alone says little: another process may have it by now.
  isHeld(pid, began, path) {
    const now = this.startOf(pid);
    if (began && now) return began === now;
    const touched = this.fs.statSync(path).mtimeMs;
    if (pid === process.pid) return touched >= BEGAN;
    return touched > Date.now() - LONG_UNTOUCHED && isAlive(pid);
  }

  /** When a process began, as Linux says it: the boot and the clock ticks since; undefined where that is not known. */
  startOf(pid) {
    return this.attempt(() => {
      const boot = this.fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
      const fields = this.fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return boot + fields[19];
    });
  }

  /** What the disk refuses does not end the client. */
  attempt(action) {
    try {
      return action();
    } catch {
      return undefined;
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
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
  #current;
  #paused = new Map();
  #held = 0;
  #heldBytes = 0;
  #failures = 0;
  #notBefore = 0;
  #scanAt = 0;
  #hashKey;
  #writing = Promise.resolve();
  #unwritten = 0;
  #running;
  #isOn = false;
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
    return this.#options.enableTelemetry === true && mayTrack() && /^https?:\/\//i.test(this.#options.baseUrl ?? '') && KEY.test(keyOf(this.#options));
  }

  /** Begins to send; doing so twice changes nothing. */
  async initialize() {
    if (!KEY.test(keyOf(this.#options))) this.#warn('the API key holds characters that no key has: nothing is sent; check where it is read from');
    if (!this.enabled || this.#isOn) return;
    this.#isOn = true;
    this.#deadline = undefined;
    this.#stop = new AbortController();
    this.#sender = new Sender(this.#options);
    this.#hashKey = this.#options.hashKey;
    if (nodeNow()) this.#openFolder();
    this.#running = this.#begin();
    this.#onExit = () => this.#keep();
    globalThis.process?.once?.('exit', this.#onExit);
  }

  /** Takes an event; false where it was dropped or the client is off. Its identity is fixed now. */
  log(event) {
    return this.#take(() => {
      const { stream, timeField } = event.constructor;
      if (typeof stream !== 'string' || stream === '') throw new ValidationError('it is none of a schema');
      return { stream, timeField, hasTime: hasTimeOf(event), ...draft(event) };
    });
  }

  /** Takes one use of a model, by the names of the stream client-usage: model, success, prompt_id, tokens_used, cost_usd … */
  logUsage(fields) {
    return this.#take(() => {
      if (typeof fields?.model !== 'string' || typeof fields?.success !== 'boolean') throw new ValidationError('a usage event needs model and success');
      const timestamp = time(fields.timestamp ?? new Date(), 'timestamp');
      return { stream: USAGE_STREAM, timeField: 'timestamp', hasTime: true, line: JSON.stringify({ ...fields, timestamp }), asked: [] };
    });
  }

  /** Sends what was logged so far; false as soon as a request fails, and the events are kept. */
  async flush() {
    if (!this.#isOn) return this.#running === undefined;
    await this.#writing;
    return new Promise((resolve) => {
      if (!this.#isOn) return resolve(false);
      this.#flushes.push(resolve);
      this.#notBefore = this.#scanAt = 0;
      this.#paused.clear();
      this.#rouse();
    });
  }

  /** Sends what is left, for five seconds at most; the rest stays in the buffer folder, or is dropped and counted. */
  async close() {
    if (!this.#isOn) return;
    await this.#writing;
    this.#deadline ??= Date.now() + this.#options.shutdownTimeout;
    this.#notBefore = 0;
    const timer = setTimeout(() => this.#stop.abort(), this.#options.shutdownTimeout);
    this.#rouse();
    await this.#running;
    clearTimeout(timer);
  }

  /** Takes what an event is now: the host may use its objects again. */
  #take(write) {
    if (!this.#isOn) return false;
    if (this.#deadline !== undefined || this.#held >= this.#options.queueCapacity || this.#heldBytes > MAX_HELD_BYTES) return this.#drop();
    const [identity, now] = [newIdentity(), new Date()];
    try {
      const event = write();
      const put = (line) => this.#put(event.stream, withIdentity(line, event.timeField, event.hasTime, identity, now));
      if (this.#unwritten === 0 && (event.asked.length === 0 || node)) put(finishedNow(event, this.#hashKey, node?.crypto));
      else this.#putLater(event, put);
      return true;
    } catch (error) {
      return this.#drop(`an event was not taken: ${error.message}`);
    }
  }

  // Browsers compute digests asynchronously; events keep their order all the same.
  #putLater(event, put) {
    this.#unwritten++;
    this.#held++;
    this.counts.logged++;
    this.#writing = this.#writing.then(async () => {
      const line = await finished(event, this.#hashKey).catch(() => undefined);
      this.#unwritten--;
      this.#held--;
      this.counts.logged--;
      try {
        put(line);
      } catch (error) {
        this.#drop(`an event was not taken: ${error.message}`);
      }
    });
  }

  #put(stream, line) {
    const size = sizeOf(line);
    if (size > MAX_EVENT_BYTES) throw new Error('it is too large');
    this.#held++;
    this.#heldBytes += size;
    this.counts.logged++;
    this.#queue.push([stream, line, size]);
    this.#rouse();
  }

  #drop(why) {
    this.counts.dropped++;
    if (why) this.#warn(why);
    return false;
  }

  #warn(why) {
    if (this.warnings.length < 20 && !this.warnings.includes(why)) this.warnings.push(why);
  }

  #openFolder() {
    if (!this.#options.bufferFolder || !node) return;
    try {
      this.#folder = new Folder(node, this.#options.bufferFolder, this.#options.baseUrl, this.#options.bufferBytes);
      this.#hashKey ??= this.#folder.hashKey();
    } catch (error) {
      this.#warn(`the buffer folder cannot be used, events are held in memory: ${error.message}`);
    }
  }

  async #begin() {
    if (!node) {
      await nodeSoon().catch(() => {});
      this.#openFolder();
    }
    await this.#run();
  }

  async #run() {
    try {
      while (!this.#isDone()) await this.#step();
    } catch (error) {
      this.#warn(`the telemetry client has stopped: ${error.message}`);
    }
    this.#isOn = false;
    this.#keep();
    this.#answer(false);
    globalThis.process?.off?.('exit', this.#onExit);
  }

  #isDone() {
    this.#drain();
    this.#sealDue();
    this.#scan();
    if (!this.#current && Date.now() >= this.#notBefore) this.#current = this.#next();
    this.#answerFlushes();
    return this.#deadline !== undefined && this.#queue.length === 0 && (Date.now() >= this.#deadline || !this.#current);
  }

  /** Sends one batch, or waits. */
  async #step() {
    const batch = this.#current;
    if (!batch || Date.now() < this.#notBefore) await this.#sleep();
    else this.#judge(batch, await this.#sender.send(batch.stream, batch.lines, this.#stop.signal));
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

  // What was saved goes from its file; the rest stays in memory, in a batch of its own. Without the file all of it does.
  #split(batch) {
    if (batch.saved > 0 && !this.#folder.attempt(() => this.#folder.seal(batch) ?? true)) return;
    if (batch.file) this.#folder.attempt(() => this.#folder.fs.rmSync(batch.file, { force: true }));
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
    this.#putBack(batch);
  }

  // A file that cannot be sealed stays this process's.
  #putBack(batch) {
    if (batch.file && this.#folder.attempt(() => this.#folder.seal(batch) ?? true)) return;
    if (batch.lines.length > 0) this.#memory.push(batch);
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

  #judge(batch, answer) {
    const outcome = asDelivered(answer, batch.lines.length);
    if (outcome.kind === 'delivered') {
      this.#current = undefined;
      this.#finish(batch, outcome);
      return;
    }
    if (outcome.kind === 'unknown_stream') {
      this.#warn(`the server has no schema of stream '${batch.stream}'; its events are kept`);
      this.#current = undefined;
      this.#paused.set(batch.stream, Date.now() + PAUSE_WHEN_REFUSED);
      this.#putBack(batch);
      return;
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
  }

  #finish(batch, outcome) {
    this.#failures = 0;
    this.counts.accepted += outcome.accepted;
    this.counts.duplicates += outcome.duplicates;
    this.counts.rejected += outcome.rejected.length;
    for (const { index, code, message } of outcome.rejected) this.#tell({ stream: batch.stream, eventId: identityOf(batch.lines[index] ?? ''), code, message });
    const unsaved = batch.lines.slice(batch.saved);
    this.#release(unsaved.length, sizeOf(unsaved.join('')));
    if (batch.file) this.#folder.finish(batch);
  }

  // What the host's own code throws, now or later, is no concern of ours.
  #tell(event) {
    try {
      Promise.resolve(this.#options.onRejected?.(event)).catch(() => {});
    } catch {
      // As above.
    }
  }

  #release(count, size) {
    this.#held -= count;
    this.#heldBytes -= size;
  }

  #answerFlushes() {
    if (this.#flushes.length > 0 && !this.#current && this.#queue.length === 0 && this.#open.size === 0) this.#answer(this.#memory.length === 0 && this.#paused.size === 0);
  }

  #answer(isSent) {
    for (const resolve of this.#flushes.splice(0)) resolve(isSent);
  }

  // The timer does not keep a program alive that has nothing else to do.
  #sleep() {
    const due = [...this.#open.values()].map((batch) => Math.max(batch.since + this.#options.flushInterval * 1000, this.#notBefore));
    due.push(...this.#paused.values());
    if (this.#folder) due.push(this.#scanAt);
    if (this.#current || this.#memory.length > 0) due.push(this.#notBefore);
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
    this.#drain();
    const left = [...this.#memory.splice(0), ...this.#open.values()];
    if (this.#current) left.push(this.#current);
    this.#open.clear();
    this.#current = undefined;
    for (const batch of left) {
      this.#save(batch);
      // A file that cannot be sealed is found again when its writer is gone.
      if (batch.file) this.#folder.attempt(() => this.#folder.seal(batch));
      else this.counts.dropped += batch.lines.length;
    }
    this.#held = this.#unwritten;
    this.#heldBytes = 0;
  }
}

function mayTrack() {
  const { DO_NOT_TRACK = '', TELEMETRY = '' } = globalThis.process?.env ?? {};
  return ['', '0', 'false'].includes(DO_NOT_TRACK.trim().toLowerCase()) && !['0', 'false', 'off'].includes(TELEMETRY.trim().toLowerCase());
}
