namespace Telemetry.Tools;

/// <summary>The client's diagnostics, one method each; described in <c>docs/diagnostics.md</c>.</summary>
internal static class ClientDiagnostics
{
    public static StoreWarning BadServer(Uri? address) => new(
        "TEL2300", $"'{address}' is no http or https address of a server: nothing is sent. Set BaseUrl, for example to https://telemetry.example.com.");

    public static StoreWarning BadKey() => new(
        "TEL2301", "The API key holds characters that no key has: nothing is sent. Check where it is read from.");

    public static StoreWarning Unreachable(string why) => new(
        "TEL2302", $"The server does not take events at the moment: {why}. They are kept and tried again.");

    public static StoreWarning Refused(int status, string why) => new(
        "TEL2303", $"The server refuses this client (HTTP {status}): {why} Events are kept; the next try is in some minutes. Check BaseUrl, and that the key works and may send events.");

    public static StoreWarning UnknownStream(string stream) => new(
        "TEL2304", $"The server has no schema of stream '{stream}': its events are kept. An admin can upload it: dotnet telemetry push {stream} --server URL.");

    public static StoreWarning NoFolder(string folder, string why) => new(
        "TEL2305", $"The buffer folder '{folder}' cannot be used: {why}. Events are held in memory only.");

    public static StoreWarning OtherServer(string folder, string server) => new(
        "TEL2306", $"The buffer folder '{folder}' holds events for {server}: events are held in memory only. Give each server a folder of its own.");

    public static StoreWarning FolderFull(string folder, long bytes) => new(
        "TEL2307", $"The buffer folder '{folder}' holds its {bytes} bytes: further events are held in memory only, and dropped when that is full.");

    public static StoreWarning Failed(string why) => new(
        "TEL2308", $"The telemetry client has stopped: {why}. The program goes on without it.");

    public static StoreWarning BadFile(string file, string why) => new(
        "TEL2309", $"'{file}' in the buffer folder is passed over: {why}.");
}
