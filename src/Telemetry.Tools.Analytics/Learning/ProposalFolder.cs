using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>The folder of a store that holds the proposals, one file a prompt; files are replaced whole, and left alone where nothing is new.</summary>
/// <param name="storeRoot">The store's folder.</param>
internal sealed class ProposalFolder(string storeRoot)
{
    private const long LargestFile = 4 * 1024 * 1024;

    private readonly string _stream = Path.Combine(storeRoot, PromptRun.Stream.Name);
    private readonly string _folder = Path.Combine(storeRoot, PromptRun.Stream.Name, "proposals");

    /// <summary>The file of a prompt.</summary>
    public string FileOf(string promptId) => Path.Combine(_folder, ProposalName.Of(promptId));

    /// <summary>The proposal that a prompt has; <see langword="null"/> where there is none that can be read.</summary>
    public PriorProposal? Find(string promptId)
    {
        try
        {
            var file = new FileInfo(FileOf(promptId));
            if (!file.Exists || file.LinkTarget is not null || file.Length > LargestFile) return null;
            var prior = PriorProposal.Parse(File.ReadAllText(file.FullName));
            return prior?.PromptId == promptId ? prior : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is written anew where it has to be; whether that works is said then.
            return null;
        }
    }

    /// <summary>Writes a prompt's file.</summary>
    /// <exception cref="StoreException">A folder is a link, a file or another user's.</exception>
    public void Write(string promptId, string text)
    {
        Ownership.RequireFolder(storeRoot);
        Ownership.RequireFolder(_stream);
        Ownership.EnsureFolder(_folder);
        AtomicFile.Replace(FileOf(promptId), Encoding.UTF8.GetBytes(text));
    }
}
