namespace Telemetry.Tools.Charts;

/// <summary>Finds a font of the machine.</summary>
internal static class InstalledFonts
{
    private const int MostFiles = 5000, MostTries = 40;
    private const long LargestFile = 40_000_000;

    // Plain sans-serif faces that charts look good in, the best first: file names of the regular and the bold weight, without extension.
    private static readonly (string Regular, string Bold)[] Preferred =
    [
        ("Inter-Regular", "Inter-SemiBold"), ("segoeui", "segoeuib"), ("NotoSans-Regular", "NotoSans-Bold"), ("OpenSans-Regular", "OpenSans-Bold"), ("Roboto-Regular", "Roboto-Bold"),
        ("Arial", "Arial Bold"), ("arial", "arialbd"), ("LiberationSans-Regular", "LiberationSans-Bold"), ("Ubuntu-R", "Ubuntu-B"), ("FreeSans", "FreeSansBold"),
        ("DejaVuSans", "DejaVuSans-Bold"), ("Verdana", "Verdana Bold"),
    ];

    private static readonly string[] Styled = ["bold", "italic", "oblique", "mono", "emoji", "symbol", "serif", "math", "condensed", "narrow", "light", "thin", "black"];

    private static readonly Lazy<IFontFace> Found = new(() => Find(Folders()) ?? (IFontFace)BuiltInFont.Instance);

    /// <summary>The best font of this machine, else the built-in one.</summary>
    public static IFontFace Best => Found.Value;

    /// <summary>The best font in some folders; <see langword="null"/> = none that can be used.</summary>
    public static InstalledFont? Find(IEnumerable<string> folders)
    {
        List<string> files = [.. folders.SelectMany(Files).Take(MostFiles).Order(StringComparer.Ordinal)];
        ILookup<string, string> byName = files.ToLookup(f => Path.GetFileNameWithoutExtension(f)!, StringComparer.Ordinal);
        foreach ((string regular, string bold) in Preferred)
        {
            if (byName[regular].Select(Read).FirstOrDefault(f => f is not null) is { } font)
                return new InstalledFont(regular, font, byName[bold].Select(Read).FirstOrDefault(f => f is not null));
        }
        return files.Where(IsPlain).Take(MostTries).Select(f => (File: f, Font: Read(f))).Where(f => f.Font is not null)
            .Select(f => new InstalledFont(Path.GetFileNameWithoutExtension(f.File), f.Font!, null)).FirstOrDefault();
    }

    private static bool IsPlain(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return !Styled.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase) && !(w == "serif" && name.Contains("sans", StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Files(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 6, AttributesToSkip = FileAttributes.None };
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*", options).Where(f => Path.GetExtension(f) is ".ttf" or ".ttc" or ".TTF" or ".TTC").Take(MostFiles).ToList()
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static TrueTypeFont? Read(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return info.Exists && info.Length is > 0 and < LargestFile ? TrueTypeFont.TryRead(File.ReadAllBytes(file)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Folders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
        {
            return [Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Microsoft", "Windows", "Fonts")];
        }
        if (OperatingSystem.IsMacOS())
            return ["/System/Library/Fonts/Supplemental", "/System/Library/Fonts", "/Library/Fonts", Path.Combine(home, "Library", "Fonts")];
        return ["/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local", "share", "fonts"), Path.Combine(home, ".fonts")];
    }
}
