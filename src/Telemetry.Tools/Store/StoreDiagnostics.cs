namespace Telemetry.Tools;

/// <summary>The store's diagnostics, one method each; described in <c>docs/diagnostics.md</c>.</summary>
internal static class StoreDiagnostics
{
    public static StoreException NoFolder(string path, string why, Exception? inner = null) => new(
        "TEL2001", $"The store folder '{path}' cannot be used: {why}. Choose another one with TELEMETRY_STORE or --store.", inner);

    public static StoreException Link(string path) => new(
        "TEL2002", $"'{path}' is a symbolic link; a store holds none. Put the real folder or file in its place, or name the real folder with TELEMETRY_STORE.");

    public static StoreException ForeignOwner(string path, uint owner) => new(
        "TEL2003", $"'{path}' belongs to another user (id {owner}). Record as that user, or choose another store with TELEMETRY_STORE.");

    public static StoreException NotAFile(string path) => new(
        "TEL2004", $"'{path}' is no ordinary file. Move it away; the next event makes a new one.");

    public static StoreException CannotOpen(string path, Exception inner) => new(
        "TEL2005", $"Events cannot be recorded in '{path}': {inner.Message}. Make the folder writable, or choose another store with TELEMETRY_STORE.", inner);

    public static StoreException WriteFailed(string path, Exception inner) => new(
        "TEL2006", $"Events were not recorded in '{path}': {inner.Message}. Free some space or raise the limit; recording goes on by itself.", inner);

    public static StoreWarning Unreadable(string path, string why) => new(
        "TEL2007", $"'{path}' cannot be read and is left out: {why}. Check who owns it and its permissions.");

    public static StoreException UnusableKey(string path, string why) => new(
        "TEL2008", $"The key file '{path}' is not used: {why}. Hashed fields are written as null until 'dotnet telemetry on' has made a new key.");

    public static StoreWarning NotRotated(string path, string why) => new(
        "TEL2009", $"'{path}' could not be closed and grows on: {why}. Check the folder's permissions and free space.");

    public static StoreWarning NoSchemaFile(string path, string why) => new(
        "TEL2010", $"'{path}' could not be written: {why}. Events are recorded all the same; 'clear' and retention pass the stream over until the file is there.");

    public static StoreException BadName(string name) => new(
        "TEL2011", $"'{name}' is no name for a stream or its file. Use a-z, 0-9, '.', '_' and '-', at most 64 characters, and begin with a letter or digit.");

    public static StoreWarning LineTooLong(string stream, long bytes) => new(
        "TEL2012", $"An event of stream '{stream}' was not recorded: its line has {bytes} bytes, at most {LineReader.MaxLineBytes} can be read back. Shorten its text fields.");

    public static StoreException NoHome() => new(
        "TEL2013", "There is no home folder, so there is no store. Set HOME, or name a folder with TELEMETRY_STORE.");

    public static StoreException BadRepositoryPath(string path) => new(
        "TEL2014", $"The path '{path.ReplaceLineEndings(" ")}' holds a line break and cannot be noted as turned on. Rename the folder, or use TELEMETRY_STORE.");

    public static StoreWarning NotDeleted(string path, string why) => new(
        "TEL2015", $"Not everything in '{path}' could be deleted: {why}. Close programs that are recording, check the folder's permissions, and clear again.");
}
