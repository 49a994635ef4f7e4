namespace Telemetry.Tools.Cli;

/// <summary>A file of a generated client.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Text">Its text.</param>
internal sealed record ClientFile(string Name, string Text)
{
    /// <summary>A part that is the same for each schema; it lies in the tool as a file of its language.</summary>
    public static ClientFile Static(string name)
    {
        using var stream = typeof(ClientFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new ClientFile(name, reader.ReadToEnd());
    }
}
