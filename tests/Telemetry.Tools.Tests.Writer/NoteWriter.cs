using System.Text;
using Telemetry.Tools;

namespace Telemetry.Tools.Tests.Writer;

/// <summary>Appends numbered lines and acknowledges each on the standard output once the store has taken it.</summary>
internal sealed class NoteWriter(WriterOrder order, Stream acknowledgements)
{
    public int Run()
    {
        using var store = EventStore.Open(new StoreLocation(order.Root, true, "test"));
        var stream = order.Stream;
        for (var number = 0; number < order.Count; number++)
        {
            var lost = store.NotRecorded;
            store.AppendLines(stream, LineOf(number));
            if (store.NotRecorded == lost) Acknowledge(number);
            if (order.PauseEvery > 0 && number % order.PauseEvery == 0) Thread.Sleep(1);
        }

        foreach (var warning in store.Warnings) Console.Error.WriteLine($"{warning.Id} {warning.Message}");
        return 0;
    }

    private byte[] LineOf(int number)
    {
        var text = new string((char)('a' + (number % 26)), order.Sizes[number % order.Sizes.Count]);
        return Encoding.UTF8.GetBytes(order.Format == StreamFormat.Csv
            ? $"{order.Writer},{number},\"{text}\n\"\n"
            : $$"""{"w":"{{order.Writer}}","n":{{number}},"t":"{{text}}"}""" + "\n");
    }

    private void Acknowledge(int number)
    {
        acknowledgements.Write(Encoding.ASCII.GetBytes($"{number}\n"));
        acknowledgements.Flush();
    }
}
