using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Generated readers and writers against System.Text.Json's source generator and CsvHelper.</summary>
internal sealed class WriteBenchmark : IBenchmark
{
    private const int Rounds = 301;
    private const int CsvRounds = 61;

    private readonly Verdict _verdict = new();
    private int _next;
    private byte[] _buffer = new byte[1 << 20];

    public string Name => "write";

    public string Description => "generated JSON Lines and CSV, write and read, against System.Text.Json and CsvHelper";

    public int Run(string[] args)
    {
        var plain = new RunCorpus(isOdd: false);
        var odd = new RunCorpus(isOdd: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{RunCorpus.Count} distinct records of PromptOS's 12 fields, {plain.Lines.Average(line => line.Length):F0} B a line; median of {Rounds} interleaved rounds. Right: how many times our time."));
        var only = args.Length > 0 ? args[0] : "";
        if (only is "" or "json-write")
        {
            WriteJson("write, typed hashes", plain, 8, Typed(plain));
            WriteJson("write, all strings", plain, 8, Texts(plain));
            WriteJson("write, escapes and non-ASCII text", odd, 5, Typed(odd));
        }

        if (only is "" or "json-read") ReadJson(plain);
        if (only is "" or "csv") Csv(new TaskCorpus());
        return _verdict.Failures == 0 ? 0 : 1;
    }

    /// <summary>The next piece of a corpus: short enough for one turn of the scheduler, and never the same for the branch predictor to learn.</summary>
    private ReadOnlySpan<T> Next<T>(T[] all)
    {
        _next = (_next + RunCorpus.Slice) % RunCorpus.Count;
        return all.AsSpan(_next, RunCorpus.Slice);
    }

    private Contender Typed(RunCorpus corpus) => new("generated", RunCorpus.Slice, () =>
    {
        var writer = new LineWriter(_buffer);
        foreach (var record in Next(corpus.Typed))
        {
            TypedRun.WriteJson(record, ref writer);
            writer.EndLine();
        }

        _buffer = writer.Buffer;
        return writer.Written.Length;
    });

    private Contender Texts(RunCorpus corpus) => new("generated", RunCorpus.Slice, () =>
    {
        var writer = new LineWriter(_buffer);
        foreach (var record in Next(corpus.Texts))
        {
            TextRun.WriteJson(record, ref writer);
            writer.EndLine();
        }

        _buffer = writer.Buffer;
        return writer.Written.Length;
    });

    private void WriteJson(string title, RunCorpus corpus, double bound, Contender ours) => _verdict.Table(
        title,
        Race.Run(
            Rounds,
            ours,
            new Contender("System.Text.Json source-generated, enum", RunCorpus.Slice, () =>
            {
                long length = 0;
                foreach (var record in Next(corpus.Dtos)) length += JsonSerializer.SerializeToUtf8Bytes(record, RunContext.Default.RunDto).Length;
                return length;
            }),
            new Contender("System.Text.Json source-generated, all strings", RunCorpus.Slice, () =>
            {
                long length = 0;
                foreach (var record in Next(corpus.TextDtos)) length += JsonSerializer.SerializeToUtf8Bytes(record, RunContext.Default.RunTextDto).Length;
                return length;
            })),
        bound,
        isAllocationFree: true);

    private void ReadJson(RunCorpus corpus)
    {
        var typedDto = new Contender("System.Text.Json source-generated, enum", RunCorpus.Slice, () =>
        {
            long sum = 0;
            foreach (var line in Next(corpus.Lines)) sum += JsonSerializer.Deserialize(line, RunContext.Default.RunDto)!.LatencyMs;
            return sum;
        });
        var textDto = new Contender("System.Text.Json source-generated, all strings", RunCorpus.Slice, () =>
        {
            long sum = 0;
            foreach (var line in Next(corpus.Lines)) sum += JsonSerializer.Deserialize(line, RunContext.Default.RunTextDto)!.LatencyMs;
            return sum;
        });
        var typed = new Contender("generated", RunCorpus.Slice, () =>
        {
            long sum = 0;
            foreach (var line in Next(corpus.Lines))
            {
                TypedRun.ReadJson(line, out var record, out _);
                sum += record!.LatencyMs;
            }

            return sum;
        });
        var text = new Contender("generated", RunCorpus.Slice, () =>
        {
            long sum = 0;
            foreach (var line in Next(corpus.Lines))
            {
                TextRun.ReadJson(line, out var record, out _);
                sum += record!.LatencyMs;
            }

            return sum;
        });
        _verdict.Table("read, typed hashes", Race.Run(Rounds, typed, typedDto, textDto), 5, isAllocationFree: false);
        _verdict.Table("read, all strings", Race.Run(Rounds, text, textDto, typedDto), 4, isAllocationFree: false);
    }

    // All write to a stream, and all read typed records from a file that they open. The bound is against CsvHelper's text-based line,
    // which most programs use; 34.0.0 is another design (bytes, a source generator), shown beside without a bound.
    private void Csv(TaskCorpus corpus)
    {
        var output = new MemoryStream(1 << 20);
        var header = Encoding.UTF8.GetBytes(TaskUsage.Stream.CsvHeader);
        var ours = new Contender("generated", TaskCorpus.Count, () =>
        {
            output.Position = 0;
            var writer = new LineWriter(_buffer);
            writer.Literal(header);
            writer.EndLine();
            foreach (var record in corpus.Events)
            {
                TaskUsage.WriteCsv(record, ref writer);
                writer.EndLine();
            }

            output.Write(writer.Written);
            _buffer = writer.Buffer;
            return output.Position;
        });
        var theirs = new Contender("CsvHelper 34 WriteRecords, source-generated", TaskCorpus.Count, () =>
        {
            output.Position = 0;
            using var csv = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            csv.WriteRecords(corpus.Dtos);
            csv.Flush();
            return output.Position;
        });
        var path = Path.Combine(BenchmarkFolder.Path, TaskUsage.Stream.FileName);
        File.WriteAllBytes(path, corpus.File);
        var old = OldCsvHelper.Open(path);
        Verdict.Require(old.Count == TaskCorpus.Count && old.Read() == ReadRows(path), "CsvHelper 33 reads the same rows");
        var oldWriter = new Contender("CsvHelper 33 WriteRecords", TaskCorpus.Count, old.Write);
        _verdict.Table("CSV write, a third of the rows quoted", Race.Run(CsvRounds, warmUpCalls: 4, ours, oldWriter, theirs), 7, isAllocationFree: true);

        var reader = new Contender("generated", TaskCorpus.Count, () => ReadRows(path));
        var helper = new Contender("CsvHelper 34 GetRecords, source-generated", TaskCorpus.Count, () =>
        {
            using var csv = CsvReader.FromFile(path);
            return csv.GetRecords<TaskDto>().Sum(record => record.DurationMs);
        });
        var oldReader = new Contender("CsvHelper 33 GetRecords", TaskCorpus.Count, old.Read);
        _verdict.Table("CSV read, a third of the rows quoted", Race.Run(CsvRounds, warmUpCalls: 4, reader, oldReader, helper), 7, isAllocationFree: false);
    }

    private static long ReadRows(string path)
    {
        long sum = 0;
        using var rows = CsvRowReader.Open(path);
        rows.Next();
        var header = CsvHeader.Parse(rows.Row);
        while (rows.Next() == LineStatus.Line)
        {
            TaskUsage.ReadCsv(rows.Row, header, out var record, out _);
            sum += record!.DurationMs;
        }

        return sum;
    }
}
