using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>A segment opened for one pass; its handle goes to the reader of its lines.</summary>
/// <param name="Path">Its name at the moment of opening.</param>
/// <param name="Format">Its format.</param>
/// <param name="Handle">The open file.</param>
/// <param name="Facts">Identity and size at the moment of opening.</param>
internal sealed record OpenSegment(string Path, StreamFormat Format, SafeFileHandle Handle, FileFacts Facts) : IDisposable
{
    public void Dispose() => Handle.Dispose();
}
