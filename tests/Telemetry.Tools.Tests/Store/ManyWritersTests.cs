namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class ManyWritersTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    [TestMethod]
    public void EightProcessesThatRotateLoseNothingAndRepeatNothing()
    {
        using var store = _store.Open();
        var writers = StartEight(4000, 256 * 1024, "jsonl");

        foreach (var writer in writers) FinishWell(writer, 4000);

        var notes = store.Read<Note>().GroupBy(note => note.Writer).ToDictionary(group => group.Key, group => group.Select(note => note.Number).Order().ToList());
        notes.Count.ShouldBe(8);
        foreach (var numbers in notes.Values) numbers.SequenceEqual(Enumerable.Range(0, 4000)).ShouldBeTrue();
        store.Rejected.ShouldSatisfyAllConditions(it => it.Count.ShouldBe(0), it => it.Pending.ShouldBe(0));
        _store.FilesOf("notes").Count.ShouldBeGreaterThan(30);
    }

    [TestMethod]
    public void EightProcessesThatWriteRowsKeepOneHeaderInEachSegment()
    {
        using var store = _store.Open();
        var writers = StartEight(500, 64 * 1024, "csv");

        foreach (var writer in writers) FinishWell(writer, 500);

        var rows = new List<string>();
        foreach (var segment in store.Streams.ShouldHaveSingleItem().Segments) rows.AddRange(RowsOf(segment.Path));
        rows.Count.ShouldBe(4000);
        rows.Distinct().Count().ShouldBe(4000);
    }

    public void Dispose() => _store.Dispose();

    private static void FinishWell(WriterProcess writer, int count)
    {
        using (writer)
        {
            var (exitCode, acknowledged, errors) = writer.Finish();
            errors.ShouldBeEmpty();
            exitCode.ShouldBe(0);
            acknowledged.Count.ShouldBe(count);
        }
    }

    private static List<string> RowsOf(string path)
    {
        using var reader = CsvRowReader.Open(path);
        reader.Next().ShouldBe(LineStatus.Line);
        System.Text.Encoding.UTF8.GetString(reader.Row).ShouldBe("w,n,t");
        var rows = new List<string>();
        for (var status = reader.Next(); status != LineStatus.End; status = reader.Next())
        {
            status.ShouldBe(LineStatus.Line);
            var row = System.Text.Encoding.UTF8.GetString(reader.Row);
            row.ShouldEndWith("\n\"");
            rows.Add(row[..row.IndexOf('"', StringComparison.Ordinal)]);
        }

        return rows;
    }

    private List<WriterProcess> StartEight(int count, long rotateAt, string format) =>
        [.. Enumerable.Range(0, 8).Select(writer => WriterProcess.Start(_store.Root, $"{writer}", count, "280", rotateAt, format: format))];
}
