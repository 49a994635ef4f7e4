using Telemetry.Tools.Tests.Writer;

// client SERVER FOLDER WRITER: logs events to a server until it is killed.
if (args is ["client", var server, var folder, var writer]) return new ClientWriter(new Uri(server), folder, writer).Run();

// writer ROOT WRITER COUNT SIZES ROTATE_AT PAUSE_EVERY [jsonl|csv]: appends notes, and says each one's number after it was acknowledged.
var order = WriterOrder.Parse(args);
using var standardOutput = Console.OpenStandardOutput();
return new NoteWriter(order, standardOutput).Run();
