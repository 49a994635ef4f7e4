using System.Runtime.Intrinsics;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Derives from a schema the bytes that generated code puts between the values of an event.</summary>
internal static class FastPlanCompiler
{
    /// <summary>The steps of an event; <see langword="null"/> where its bytes are not fixed or the processor has no vectors of 32 bytes.</summary>
    public static FastStep[]? TryCompile(StreamLayout layout, EventLayout item, SlotMap slots)
    {
        if (!Vector256.IsHardwareAccelerated || !BitConverter.IsLittleEndian) return null;
        var discriminator = layout.Schema.Discriminator;
        return TryCompile(item.Fields, slots, field => field.Path == discriminator ? item.Name : null);
    }

    /// <summary>Whether a value of the kind stands in quotes.</summary>
    public static bool IsQuoted(FastValue value) =>
        value is FastValue.Text or FastValue.ClosedEnum or FastValue.Timestamp or FastValue.Date or FastValue.Uuid or FastValue.Digest;

    private static FastStep[]? TryCompile(FieldNode[] fields, SlotMap slots, Func<FieldNode, string?> fixedValue)
    {
        if (fields.Length == 0 || fields[0].Field.Optional) return null;
        var steps = new List<FastStep>();
        for (var i = 0; i < fields.Length; i++)
        {
            if (!TryAdd(steps, fields[i], i == 0, slots, fixedValue)) return null;
        }

        return [.. steps, new FastStep { Kind = FastKind.End, Slot = -1, Children = [], Field = fields[0] }];
    }

    private static bool TryAdd(List<FastStep> steps, FieldNode field, bool isFirst, SlotMap slots, Func<FieldNode, string?> fixedValue)
    {
        var step = new FastStep { Field = field, AcceptsNull = field.AcceptsNull, IsOptional = field.Field.Optional, Slot = slots[field.Column], Children = [], Value = ValueOf(field) };
        byte[] literal = isFirst ? [(byte)'{', .. field.FirstPrefix] : field.LaterPrefix;
        if (fixedValue(field) is { } name)
        {
            step.Value = FastValue.EventName;
            literal = [.. literal, (byte)'"', .. JsonEncodedText.Encode(name).EncodedUtf8Bytes, (byte)'"'];
        }
        else if (IsQuoted(step.Value) && !step.AcceptsNull)
        {
            // A quote that always follows is part of the literal.
            literal = [.. literal, (byte)'"'];
        }

        if (step.Value == FastValue.Object)
        {
            if (TryCompile(field.Children, slots, static _ => null) is not { } children) return false;
            step.Children = children;
        }

        return TryAdd(steps, step, literal);
    }

    private static bool TryAdd(List<FastStep> steps, FastStep step, byte[] literal)
    {
        var rest = literal.AsSpan();
        if (rest.Length > FastStep.Width && step.IsOptional) return false;
        for (; rest.Length > FastStep.Width; rest = rest[FastStep.Width..])
        {
            var part = new FastStep { Kind = FastKind.Literal, Slot = -1, Children = [], Field = step.Field };
            part.SetLiteral(rest[..FastStep.Width]);
            part.ToValue = part.Length;
            steps.Add(part);
        }

        step.SetLiteral(rest);
        step.Kind = KindOf(step);
        step.ToValue = (byte)(step.Length + (step.AcceptsNull && IsQuoted(step.Value) ? 1 : 0));
        steps.Add(step);
        return true;
    }

    private static FastKind KindOf(in FastStep step) => (step.Value, step.Slot >= 0, step.AcceptsNull) switch
    {
        (FastValue.Text, false, false) => FastKind.SkipText,
        (FastValue.Text, false, true) => FastKind.SkipNullableText,
        (FastValue.Text, true, false) => FastKind.KeepText,
        (FastValue.Text, true, true) => FastKind.KeepNullableText,
        (FastValue.Digest, false, false) => FastKind.SkipDigest,
        (FastValue.Digest, false, true) => FastKind.SkipNullableDigest,
        (FastValue.Int64, false, false) => FastKind.SkipInteger,
        (FastValue.Int64, true, false) => FastKind.KeepInteger,
        (FastValue.Bool, true, false) => FastKind.Bool,
        (FastValue.Timestamp, true, false) => FastKind.Timestamp,
        _ => FastKind.Other,
    };

    private static FastValue ValueOf(FieldNode field) => field.Column < 0 ? FastValue.Object : field.Kind switch
    {
        FieldKind.String => FastValue.Text,
        FieldKind.Enum => field.IsClosedEnum ? FastValue.ClosedEnum : FastValue.Text,
        FieldKind.Int32 => FastValue.Int32,
        FieldKind.Int64 => FastValue.Int64,
        FieldKind.Double => FastValue.Double,
        FieldKind.Decimal => FastValue.Decimal,
        FieldKind.Bool => FastValue.Bool,
        FieldKind.Timestamp => FastValue.Timestamp,
        FieldKind.Date => FastValue.Date,
        FieldKind.Duration => FastValue.Duration,
        FieldKind.Uuid => FastValue.Uuid,
        FieldKind.Sha256 => FastValue.Digest,
        _ => FastValue.Nested,
    };
}
