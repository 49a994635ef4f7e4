namespace Telemetry.Tools.Cli;

/// <summary>
/// Attaches the build logger for good: its files go to the user's store, and one line goes into the response file that MSBuild reads by itself,
/// the first <c>Directory.Build.rsp</c> on the way up from a project. Doing anything twice changes nothing more.
/// </summary>
internal sealed class LoggerAttachment
{
    private readonly LoggerFiles _files;
    private readonly string _home;

    /// <param name="loggerFolder">The folder of the logger's assemblies; null = <c>logger</c> beside the tool.</param>
    /// <param name="home">The user's home folder; null = the user's own.</param>
    public LoggerAttachment(string? loggerFolder = null, string? home = null)
    {
        _home = home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        _files = new LoggerFiles(loggerFolder ?? Path.Combine(AppContext.BaseDirectory, "logger"));
    }

    /// <summary>Attaches to the builds below a folder: by the response file that they read, or a new one at the repository's root.</summary>
    /// <exception cref="ToolException">TEL9008: the home folder has a name that cannot stand in a response file, or a file cannot be written.</exception>
    public AttachmentResult Attach(string startDirectory) => Attach(() => ResponseFile.Nearest(startDirectory) ?? ResponseFile.In(RepositoryOf(startDirectory)));

    /// <summary>Attaches to all builds below the home folder that have no response file nearer to them.</summary>
    /// <exception cref="ToolException">As <see cref="Attach(string)"/>.</exception>
    public AttachmentResult AttachUser() => Attach(() => ResponseFile.In(Home));

    /// <summary>Takes the line out of the response file that builds below a folder read; a file that held nothing else goes with it.</summary>
    /// <exception cref="ToolException">TEL9008: the file cannot be written.</exception>
    public static AttachmentResult Detach(string startDirectory) => Detach(() => ResponseFile.Nearest(startDirectory) ?? ResponseFile.In(RepositoryOf(startDirectory)));

    /// <summary>Takes the line out of the home folder's response file.</summary>
    /// <exception cref="ToolException">TEL9008: the file cannot be written.</exception>
    public AttachmentResult DetachUser() => Detach(() => ResponseFile.In(Home));

    /// <summary>The response files that attach the logger: the one that builds below a folder read, and the home folder's.</summary>
    public IReadOnlyList<AttachedFile> Status(string startDirectory)
    {
        // Asked for by each status: without queries, whose library takes as long to load as the files to read.
        var nearest = ResponseFile.Nearest(startDirectory);
        var users = _home.Length == 0 ? null : ResponseFile.In(_home);
        var attached = new List<AttachedFile>();
        if (nearest is not null && Inspect(nearest, isRead: true) is { } read) attached.Add(read);
        if (users is not null && users.Path != nearest?.Path && Inspect(users, isRead: false) is { } other) attached.Add(other);
        return attached;
    }

    private string Home => _home.Length > 0 ? _home : throw Failed("There is no home folder, where the logger's files could stay.", "Set HOME and run it again.");

    private AttachmentResult Attach(Func<ResponseFile> choose) => Guarded(() =>
    {
        LoggerLine.RequireUsable(Home);
        var file = choose();
        var installed = _files.Install(Home);
        return new AttachmentResult(file.Path, file.Put(LoggerLine.For(installed.RelativeToHome)), installed.Folder);
    });

    private static AttachmentResult Detach(Func<ResponseFile> choose) => Guarded(() =>
    {
        var file = choose();
        return new AttachmentResult(file.Path, file.Remove(), null);
    });

    private AttachedFile? Inspect(ResponseFile file, bool isRead)
    {
        if (file.FindLine() is not { } line) return null;
        var assembly = LoggerLine.AssemblyIn(line, _home);
        return new AttachedFile(file.Path, assembly is not null && File.Exists(assembly), isRead);
    }

    private static string RepositoryOf(string startDirectory) =>
        Folders.Upwards(startDirectory).FirstOrDefault(folder => Path.Exists(Path.Combine(folder, ".git"))) ?? Path.GetFullPath(startDirectory);

    private static AttachmentResult Guarded(Func<AttachmentResult> change)
    {
        try
        {
            return change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(exception.Message, "Make the file writable, or attach for yourself alone: dotnet telemetry on --user", exception);
        }
    }

    internal static ToolException Failed(string message, string next, Exception? inner = null) =>
        new(ToolDiagnostics.AttachmentFailed, $"The build logger was not attached or detached: {message}", next, inner: inner);
}
