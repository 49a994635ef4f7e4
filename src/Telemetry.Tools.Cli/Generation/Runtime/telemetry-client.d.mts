/** A value does not fit the schema. Holds the field's path, never the value. */
export declare class ValidationError extends Error {}

/** An event of a stream; generated classes derive from it. */
export declare abstract class TelemetryEvent {
  static readonly stream: string;
  static readonly timeField: string;
  static readonly layout: readonly object[];
  constructor(values: object);
  /** The event as one line of JSON, as every other writer of the stream writes it; hashed fields need the client's key. */
  toLine(hashKey?: Uint8Array): Promise<string>;
}

/** An event that the server has refused. Never holds its content. */
export interface RejectedEvent {
  readonly stream: string;
  readonly eventId: string;
  readonly code: string;
  readonly message: string;
}

/** Where events go, and how. */
export interface ClientOptions {
  /** The server, for example `https://telemetry.example.com`. */
  baseUrl: string;
  /** A key with the role `writer`. */
  apiKey?: string;
  /** Whether events are sent; off by default. */
  enableTelemetry?: boolean;
  /** Where usage goes; by default `/v1/client/usage/log` below `baseUrl`. */
  telemetryEndpoint?: string;
  /** Events in one request (100). */
  batchSize?: number;
  /** Seconds that an event waits for others at most (30). */
  flushInterval?: number;
  /** Events held in memory at most (10,000). */
  queueCapacity?: number;
  /** Node: a folder that keeps events until the server has acknowledged them. */
  bufferFolder?: string;
  /** Bytes that the folder may hold (50 MB). */
  bufferBytes?: number;
  /** Seconds that one request may take (30). */
  requestTimeout?: number;
  /** Seconds that `close` tries to send what is left (5). */
  shutdownTimeout?: number;
  /** 32 bytes for hashed fields; without them the key of the buffer folder is used, and without that such fields are sent as null. */
  hashKey?: Uint8Array;
  /** Told of each event that the server has refused for good. */
  onRejected?: (event: RejectedEvent) => void | Promise<void>;
}

/** What became of the events. */
export interface Counts {
  logged: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  dropped: number;
}

/** One use of a model, by the names of the stream client-usage. */
export interface Usage {
  model: string;
  success: boolean;
  timestamp?: Date | string | null;
  event_id?: string | null;
  user_id?: string | null;
  project_id?: string | null;
  prompt_id?: string | null;
  model_provider?: string | null;
  endpoint?: string | null;
  tokens_requested?: number | null;
  tokens_used?: number | null;
  cost_usd?: number | string | null;
  response_time_ms?: number | null;
  cache_hit?: boolean | null;
  error?: string | null;
  input_tokens?: number | null;
  output_tokens?: number | null;
  cache_read_tokens?: number | null;
  cache_write_tokens?: number | null;
  price_version?: string | null;
}

/** Logs events and sends them in the background. */
export declare class PromptOpsClient {
  constructor(options: ClientOptions);
  readonly enabled: boolean;
  readonly counts: Counts;
  readonly warnings: string[];
  /** Begins to send. */
  initialize(): Promise<void>;
  /** Takes an event; false where it was dropped or the client is off. */
  log(event: TelemetryEvent): boolean;
  /** Takes one use of a model. */
  logUsage(usage: Usage): boolean;
  /** Sends what was logged so far; false as soon as a request fails, and the events are kept. */
  flush(): Promise<boolean>;
  /** Sends what is left, and ends. */
  close(): Promise<void>;
}

/** A UUID of version 7: ordered by time. */
export declare function newIdentity(milliseconds?: number): string;
