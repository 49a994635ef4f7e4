using Telemetry.Tools.Tests.Writer;

// writer ROOT WRITER COUNT SIZES ROTATE_AT PAUSE_EVERY [jsonl|csv]: appends notes, and says each one's number after it was acknowledged.
var order = WriterOrder.Parse(args);
using var standardOutput = Console.OpenStandardOutput();
return new NoteWriter(order, standardOutput).Run();
