namespace Telemetry.Tools.Server;

/// <summary>A piece of an archive's file: the events of a stream from one time to another, as gzip of one JSON object a line.</summary>
/// <param name="Scope">Whose events.</param>
/// <param name="From">First time that belongs to it.</param>
/// <param name="To">First time that does not.</param>
/// <param name="Folder">Id of the archive's folder.</param>
/// <param name="File">The file, within the folder.</param>
/// <param name="Start">Where it begins in the file.</param>
/// <param name="Bytes">Its bytes in the file.</param>
/// <param name="Events">Its events.</param>
/// <param name="Sha256">Digest of its lines.</param>
internal sealed record ArchiveEntry(EventScope Scope, long From, long To, string Folder, string File, long Start, long Bytes, long Events, string Sha256);
