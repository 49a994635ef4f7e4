namespace Telemetry.Tools.Server;

/// <summary>Ids of what the server complains about: TEL40xx when it starts, TEL41xx in answers to requests. A number is never reused.</summary>
public static class ServerDiagnostics
{
    /// <summary>A setting is unknown or has a value that cannot be used.</summary>
    public const string BadSetting = "TEL4001";

    /// <summary>The data folder cannot be used.</summary>
    public const string FolderNotUsable = "TEL4002";

    /// <summary>Another server uses the data folder.</summary>
    public const string FolderInUse = "TEL4003";

    /// <summary>Others could reach the server, and no key exists.</summary>
    public const string KeyNeeded = "TEL4004";

    /// <summary>The database does not answer, or a newer server has migrated it.</summary>
    public const string DatabaseNotUsable = "TEL4005";

    /// <summary>The address cannot be listened on.</summary>
    public const string CannotListen = "TEL4006";

    /// <summary>There is no such key.</summary>
    public const string UnknownKey = "TEL4007";

    /// <summary>A key cannot be made so.</summary>
    public const string BadKey = "TEL4008";

    /// <summary>Events cannot be archived, and so are not removed.</summary>
    public const string ArchiveNotUsable = "TEL4020";

    /// <summary>A part of the archive is not there, or is damaged.</summary>
    public const string ArchiveDamaged = "TEL4021";

    /// <summary>Another server, or another command, does the same job at the moment.</summary>
    public const string JobRunning = "TEL4022";

    /// <summary>A program that makes or reads backups of PostgreSQL is missing, or failed.</summary>
    public const string BackupProgram = "TEL4023";

    /// <summary>A backup cannot be written, or is none.</summary>
    public const string BackupNotUsable = "TEL4024";

    /// <summary>Restoring would overwrite what is there.</summary>
    public const string RestoreOverwrites = "TEL4025";

    /// <summary>400: a query value cannot be read.</summary>
    public const string BadQuery = "TEL4100";

    /// <summary>400: there is no such query parameter.</summary>
    public const string UnknownParameter = "TEL4101";

    /// <summary>400: the body is not what its media type says.</summary>
    public const string BadBody = "TEL4102";

    /// <summary>413: the body is too large.</summary>
    public const string TooLarge = "TEL4103";

    /// <summary>415: the media type or encoding is not taken.</summary>
    public const string UnsupportedMedia = "TEL4104";

    /// <summary>422: the idempotency key was used for another body.</summary>
    public const string IdempotencyConflict = "TEL4105";

    /// <summary>401: no key, an unknown or a revoked one.</summary>
    public const string Unauthenticated = "TEL4110";

    /// <summary>403: the key's role may not.</summary>
    public const string Forbidden = "TEL4111";

    /// <summary>403: a page of another site sent the request.</summary>
    public const string ForeignOrigin = "TEL4112";

    /// <summary>404: nothing is there.</summary>
    public const string NotFound = "TEL4120";

    /// <summary>405: the method is not allowed there.</summary>
    public const string MethodNotAllowed = "TEL4121";

    /// <summary>409: an export is not ready.</summary>
    public const string NotReady = "TEL4122";

    /// <summary>410: an export's file was deleted.</summary>
    public const string Gone = "TEL4123";

    /// <summary>429: the key sends too much.</summary>
    public const string TooManyRequests = "TEL4130";

    /// <summary>503: the server is full or its database is away.</summary>
    public const string Unavailable = "TEL4131";

    /// <summary>400: a schema file cannot be used.</summary>
    public const string BadSchema = "TEL4140";

    /// <summary>409: a schema cannot follow the stored one.</summary>
    public const string SchemaConflict = "TEL4141";

    /// <summary>409: the stream's schema is the product's.</summary>
    public const string ProductSchema = "TEL4142";

    /// <summary>409: a tenant has as many schemas as it may have.</summary>
    public const string TooManySchemas = "TEL4143";

    /// <summary>409: figures cannot be made anew, since their events were removed without an archive.</summary>
    public const string NoArchive = "TEL4144";

    /// <summary>400: a question is about too many events, or has too long an answer.</summary>
    public const string TooMuch = "TEL4145";

    /// <summary>400: an alert rule cannot be so, or 409: the tenant has too many.</summary>
    public const string BadRule = "TEL4150";

    /// <summary>500: a mistake of ours.</summary>
    public const string Unexpected = "TEL4199";
}
