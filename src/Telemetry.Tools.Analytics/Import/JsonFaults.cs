namespace Telemetry.Tools.Analytics;

/// <summary>Says why a line is no JSON object, in the words of the generated readers.</summary>
internal static class JsonFaults
{
    private static readonly FieldNames None = new();

    public static string Of(ReadOnlySpan<byte> line)
    {
        var reader = new JsonLineReader(line);
        if (reader.Begin())
        {
            while (reader.NextField(None) >= 0)
            {
            }

            if (reader.End()) return "not JSON";
        }

        reader.Reject(out var error);
        return error.ToString();
    }
}
