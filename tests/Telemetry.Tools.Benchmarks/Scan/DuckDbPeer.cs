namespace Telemetry.Tools.Benchmarks;

/// <summary>DuckDB in Node.js, fetched into <c>artifacts/bench</c> on the first run.</summary>
internal sealed class DuckDbPeer
{
    private const string Script = """
        import { DuckDBInstance } from '@duckdb/node-api';
        import os from 'node:os';
        const [file, mode] = process.argv.slice(2);
        const instance = await DuckDBInstance.create(':memory:', { threads: String(os.availableParallelism()) });
        const db = await instance.connect();
        const columns = "{ts:'TIMESTAMP',prompt_id:'VARCHAR',version:'VARCHAR',\"user\":'VARCHAR',role:'VARCHAR',model:'VARCHAR',channel:'VARCHAR',input_hash:'VARCHAR',output_hash:'VARCHAR',success:'BOOLEAN',latency_ms:'BIGINT',error:'VARCHAR'}";
        const from = `FROM read_json('${file}', format='newline_delimited', columns=${columns})`;
        const bucket = 'CASE WHEN latency_ms < 64 THEN latency_ms ELSE floor(log2(latency_ms) * 4) END';
        const rows = async sql => (await db.runAndReadAll(sql)).getRows();
        const cpu = process.cpuUsage();
        const start = performance.now();
        let all, prompts, days;
        if (mode === 'queries') {
          [all] = await rows(`SELECT count(*), count(*) FILTER (success), avg(latency_ms), quantile_disc(latency_ms, [0.5, 0.95]) ${from}`);
          prompts = await rows(`SELECT prompt_id, count(*) c ${from} GROUP BY ALL ORDER BY c DESC, prompt_id LIMIT 20`);
          await rows(`SELECT prompt_id, count(*) FILTER (success), count(*) FILTER (NOT success) ${from} GROUP BY ALL`);
          await rows(`SELECT prompt_id, avg(latency_ms), quantile_disc(latency_ms, [0.5, 0.95]) ${from} GROUP BY ALL`);
          await rows(`SELECT model, count(*) ${from} GROUP BY ALL`);
          days = await rows(`SELECT date_trunc('day', ts) d, count(*) ${from} GROUP BY ALL ORDER BY d`);
          await rows(`SELECT ${bucket} b, count(*) ${from} GROUP BY ALL ORDER BY b`);
        } else {
          const found = await rows(`SELECT grouping_id(prompt_id, model, d, b) g, prompt_id, model, d, b, count(*) c, count(*) FILTER (success), avg(latency_ms), quantile_disc(latency_ms, [0.5, 0.95])
            FROM (SELECT prompt_id, model, date_trunc('day', ts) d, ${bucket} b, success, latency_ms ${from}) GROUP BY GROUPING SETS ((), (prompt_id), (model), (d), (b))`);
          const of = g => found.filter(row => Number(row[0]) === g);
          all = of(15)[0].slice(5);
          prompts = of(7).map(row => [row[1], row[5]]).sort((a, b) => Number(b[1] - a[1]) || (a[0] < b[0] ? -1 : 1));
          days = of(13);
        }
        const elapsed = performance.now() - start;
        const used = process.cpuUsage(cpu);
        const top = prompts.slice(0, 3).map(row => `${row[0]}=${row[1]}`).join(' ');
        const p95 = (Number(all[3].items[1]) / 1000).toFixed(3);
        console.log(`${elapsed}\t${(used.user + used.system) / 1000}\t${process.resourceUsage().maxRSS * 1024 / 1e6}\t${all[0]} ${all[1]} ${(all[2] / 1000).toFixed(6)} ${p95} ${days.length} ${top}`);
        """;

    private const string CopyScript = """
        import { DuckDBInstance } from '@duckdb/node-api';
        const [file, to, other] = process.argv.slice(2);
        const db = await (await DuckDBInstance.create(':memory:')).connect();
        const columns = "{ts:'TIMESTAMPTZ',prompt_id:'VARCHAR',version:'VARCHAR',\"user\":'VARCHAR',role:'VARCHAR',model:'VARCHAR',channel:'VARCHAR',input_hash:'VARCHAR',output_hash:'VARCHAR',success:'BOOLEAN',latency_ms:'BIGINT',error:'VARCHAR'}";
        const rows = async sql => (await db.runAndReadAll(sql)).getRows();
        if (file !== 'differences') await db.run(`COPY (FROM read_json('${file}', format='newline_delimited', columns=${columns})) TO '${to}' (FORMAT parquet, COMPRESSION gzip)`);
        else console.log(String((await rows(`SELECT (SELECT count(*) FROM (FROM '${to}' EXCEPT ALL FROM '${other}')) + (SELECT count(*) FROM (FROM '${other}' EXCEPT ALL FROM '${to}'))`))[0][0]));
        """;

    private readonly string _folder;

    private DuckDbPeer(string folder) => _folder = folder;

    /// <summary>Fetches DuckDB where it is not there yet; <see langword="null"/> where that cannot be.</summary>
    public static DuckDbPeer? TryInstall()
    {
        var folder = Directory.CreateDirectory(Path.Combine(BenchmarkFolder.Path, "duckdb")).FullName;
        if (!Peer.Exists("node") || !Peer.Exists("npm")) return null;
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@duckdb", "node-api")))
        {
            Console.Error.WriteLine("fetching DuckDB …");
            File.WriteAllText(Path.Combine(folder, "package.json"), """{ "private": true, "type": "module" }""");
            var (_, exitCode) = Peer.Run("npm", ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "@duckdb/node-api"], folder);
            if (exitCode != 0) return null;
        }

        File.WriteAllText(Path.Combine(folder, "scan.mjs"), Script);
        File.WriteAllText(Path.Combine(folder, "copy.mjs"), CopyScript);
        return new DuckDbPeer(folder);
    }

    /// <summary>Asks the same questions, one query a section or all in one pass.</summary>
    public ScanRun Run(string file, string mode) => Peer.Parse(Peer.Run("node", ["scan.mjs", file, mode], _folder).Output);

    /// <summary>Writes the file as Parquet.</summary>
    public MeasuredProcess Copy(string file, string to) => MeasuredProcess.Run("node", [Path.Combine(_folder, "copy.mjs"), file, to], []);

    /// <summary>How many rows of two Parquet files are not in both.</summary>
    public string Differences(string one, string other) => Peer.Run("node", ["copy.mjs", "differences", one, other], _folder).Output.Trim();
}
