namespace Telemetry.Tools.Cli;

/// <summary>Standard input, opened on first use: most commands ask nothing.</summary>
internal sealed class StandardInput : TextReader
{
    public override string? ReadLine() => Console.In.ReadLine();

    public override int Read(char[] buffer, int index, int count) => Console.In.Read(buffer, index, count);

    public override int Read() => Console.In.Read();

    public override int Peek() => Console.In.Peek();
}
