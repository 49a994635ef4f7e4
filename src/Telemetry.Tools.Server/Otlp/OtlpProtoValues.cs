using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Telemetry.Tools.Server;

/// <summary>Reads attributes and their values.</summary>
internal sealed class OtlpProtoValues(OtlpAllowList allowed)
{
    /// <summary>Reads an attribute and adds it where it is kept; the reader stands on it.</summary>
    public void AddAttribute(ref ProtoReader reader, OtlpAttributes attributes)
    {
        var pair = reader.Message();
        if (KeyOf(pair) is not { } name || !allowed.Keeps(name)) return;
        JsonNode? value = null;
        while (pair.Next())
        {
            if (pair.Field == 2) value = ReadValue(pair.Message());
            else pair.Skip();
        }

        if (value is not JsonValue text || !text.TryGetValue(out string? written) || allowed.KeepsText(name, written)) attributes.Add(name, value);
    }

    /// <summary>Reads an attribute of a point as <see cref="AddAttribute(ref ProtoReader, OtlpAttributes)"/> does, and adds its digest to those that tell the series.</summary>
    public void AddAttribute(ref ProtoReader reader, OtlpAttributes attributes, List<byte[]> digests)
    {
        var before = reader;
        digests.Add(SHA256.HashData(before.Bytes()));
        AddAttribute(ref reader, attributes);
    }

    /// <summary>A value as JSON.</summary>
    public static JsonNode? ReadValue(ProtoReader reader)
    {
        JsonNode? value = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: value = JsonValue.Create(reader.Text()); break;
                case 2: value = JsonValue.Create(reader.Bool()); break;
                case 3: value = JsonValue.Create(unchecked((long)reader.Varint())); break;
                case 4: value = OtlpAttributes.NodeOf(reader.Double()); break;
                case 5: value = ReadList(reader.Message()); break;
                case 6: value = ReadPairs(reader.Message()); break;
                case 7: value = JsonValue.Create(Convert.ToBase64String(reader.Bytes())); break;
                default: reader.Skip(); break;
            }
        }

        return value;
    }

    private static JsonArray ReadList(ProtoReader reader)
    {
        var list = new JsonArray();
        while (reader.Next())
        {
            if (reader.Field == 1) list.Add(ReadValue(reader.Message()));
            else reader.Skip();
        }

        return list;
    }

    private static JsonObject ReadPairs(ProtoReader reader)
    {
        var pairs = new JsonObject();
        while (reader.Next())
        {
            if (reader.Field == 1) ReadPair(reader.Message(), pairs);
            else reader.Skip();
        }

        return pairs;
    }

    private static void ReadPair(ProtoReader pair, JsonObject pairs)
    {
        var name = KeyOf(pair) ?? "";
        pairs[name] = null;
        while (pair.Next())
        {
            if (pair.Field == 2) pairs[name] = ReadValue(pair.Message());
            else pair.Skip();
        }
    }

    // The name may stand behind the value.
    private static string? KeyOf(ProtoReader pair)
    {
        string? name = null;
        while (pair.Next())
        {
            if (pair.Field == 1) name = pair.Text();
            else pair.Skip();
        }

        return name;
    }
}
