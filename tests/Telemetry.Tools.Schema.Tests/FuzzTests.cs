using System.Text;

namespace Telemetry.Tools.Schema.Tests;

/// <summary>Whatever is in the file, the parser ends and says something with a place inside it.</summary>
[TestClass]
public sealed class FuzzTests
{
    private static readonly string[] Files = [.. RepositoryFiles.Schemas().Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static string Shortest => Files.MinBy(text => text.Length)!;

    [TestMethod]
    public void AFileCutOffAnywhereIsRead()
    {
        var text = Shortest.TrimEnd();
        for (var length = 0; length < text.Length; length++) ShouldBeRead(text[..length], isBroken: true);
    }

    [TestMethod]
    public void AFileWithoutOneCharacterIsRead()
    {
        var text = Shortest;
        for (var index = 0; index < text.Length; index++) ShouldBeRead(text.Remove(index, 1));
    }

    [TestMethod]
    public void AFileWithChangedBytesIsRead()
    {
        var random = new Random(20261121);
        foreach (var file in Files)
        {
            for (var round = 0; round < 40; round++)
            {
                var bytes = Encoding.UTF8.GetBytes(file);
                for (var change = 0; change < 8; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                ShouldBeRead(Encoding.UTF8.GetString(bytes));
            }
        }
    }

    [TestMethod]
    public void AFileWithMovedPartsIsRead()
    {
        const string Signs = "{}[]\":,'\\/*\n\r\t0e-+.\0\uFEFF\ud800";
        var random = new Random(3);
        foreach (var file in Files)
        {
            for (var round = 0; round < 40; round++)
            {
                var text = new StringBuilder(file);
                for (var change = 0; change < 5; change++)
                {
                    var from = random.Next(text.Length);
                    text.Insert(random.Next(text.Length), text.ToString(from, random.Next(Math.Min(40, text.Length - from))));
                    text[random.Next(text.Length)] = Signs[random.Next(Signs.Length)];
                }

                ShouldBeRead(text.ToString());
            }
        }
    }

    private static void ShouldBeRead(string text, bool isBroken = false)
    {
        var result = SchemaParser.Parse(text, "fuzz.telemetry.json");
        if (isBroken && !result.HasErrors) Assert.Fail(text);
        foreach (var found in result.Diagnostics)
        {
            var isInside = found.Start >= 0 && found.Length >= 0 && found.Start + found.Length <= text.Length && found.Line >= 1 && found.Column >= 1;
            if (!isInside) Assert.Fail($"{found} [{found.Start}, {found.Length}] of {text.Length}\n{text}");
        }
    }
}
