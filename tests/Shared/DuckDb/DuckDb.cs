using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Telemetry.Tools.TestSupport;

/// <summary>DuckDB in Node.js, a reader of Parquet that is not ours; fetched into <c>artifacts/duckdb</c> when a test first asks.</summary>
internal static class DuckDb
{
    private const string Package = "@duckdb/node-api@1.5.6-r.1";

    private const string Script = """
        import { DuckDBInstance } from '@duckdb/node-api';
        import { readFileSync } from 'node:fs';
        const db = await (await DuckDBInstance.create(':memory:')).connect();
        await db.run("SET TimeZone = 'UTC'");
        const answers = [];
        for (const sql of JSON.parse(readFileSync(0, 'utf8'))) answers.push((await db.runAndReadAll(sql)).getRowsJson());
        console.log(JSON.stringify(answers));
        """;

    private static readonly Lazy<string> Folder = new(Install);

    /// <summary>Runs the statements one after the other in one database; the answer holds the rows of each, a row as an array.</summary>
    public static JsonElement[] Ask(params string[] statements)
    {
        var output = Run("node", ["ask.mjs"], Folder.Value, JsonSerializer.Serialize(statements));
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.Clone().EnumerateArray()];
    }

    private static string Install()
    {
        var folder = Path.Combine(Artifacts(), "duckdb");
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) Fetch(folder);
        File.WriteAllText(Path.Combine(folder, "ask.mjs"), Script);
        return folder;
    }

    // Beside its place, then renamed: whoever comes later finds all of it, and of two that come at once one is thrown away.
    private static void Fetch(string folder)
    {
        var beside = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}").FullName;
        File.WriteAllText(Path.Combine(beside, "package.json"), """{ "private": true, "type": "module" }""");
        Run("npm", ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", Package], beside);
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(beside, folder);
        }
        catch (IOException) when (Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Directory.Delete(beside, recursive: true);
        }
    }

    private static string Run(string program, string[] arguments, string folder, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"'{program}' is missing: these tests read Parquet with DuckDB in Node.js, which 'dotnet run build/build.cs -- test' provides.", missing);
        }
    }

    private static string Artifacts([CallerFilePath] string path = "") =>
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "artifacts")).FullName;
}
