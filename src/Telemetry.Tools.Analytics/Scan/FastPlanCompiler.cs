using System.Text.Json;
using System.Runtime.Intrinsics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Derives from a schema the bytes that generated code puts between the values of an event.</summary>
internal static class FastPlanCompiler
{
    /// <summary>The steps of an event; <see langword="null"/> where its bytes are not fixed or the processor has no vectors of 32 bytes.</summary>
    public static FastStep[]? TryCompile(StreamLayout layout, EventLayout item, SlotMap slots)
    {
        if (!Vector256.IsHardwareAccelerated) return null;
        var discriminator = layout.Schema.Discriminator;
        return TryCompile(item.Fields, slots, field => field.Path == discriminator ? item.Name : null);
    }

    private static FastStep[]? TryCompile(FieldNode[] fields, SlotMap slots, Func<FieldNode, string?> fixedValue)
    {
        if (fields.Length == 0 || fields[0].Field.Optional) return null;
        var steps = new FastStep[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            if (TryStep(fields[i], i == 0, slots, fixedValue) is not { } step) return null;
            steps[i] = step;
        }

        return steps;
    }

    private static FastStep? TryStep(FieldNode field, bool isFirst, SlotMap slots, Func<FieldNode, string?> fixedValue)
    {
        var step = new FastStep { Field = field, AcceptsNull = field.AcceptsNull, IsOptional = field.Field.Optional, Slot = slots[field.Column], Children = [] };
        var prefix = isFirst ? [(byte)'{', .. field.FirstPrefix] : field.LaterPrefix;
        if (fixedValue(field) is { } value)
        {
            // Its text is what groups are called, so it is kept like any other.
            step.Kind = FastKind.Fixed;
            step.SetLiteral([.. prefix, (byte)'"', .. JsonEncodedText.Encode(value).EncodedUtf8Bytes, (byte)'"']);
            return step;
        }

        step.Kind = KindOf(field);
        if (step.Kind == FastKind.Object)
        {
            if (TryCompile(field.Children, slots, static _ => null) is not { } children) return null;
            step.Children = children;
        }

        // A quote that always follows is part of the literal.
        step.SetLiteral(IsQuoted(step.Kind) && !step.AcceptsNull ? [.. prefix, (byte)'"'] : prefix);
        return step;
    }

    /// <summary>Whether a value of the kind stands in quotes.</summary>
    public static bool IsQuoted(FastKind kind) =>
        kind is FastKind.Text or FastKind.ClosedEnum or FastKind.Timestamp or FastKind.Date or FastKind.Uuid or FastKind.Digest;

    private static FastKind KindOf(FieldNode field) => field.Column < 0 ? FastKind.Object : field.Kind switch
    {
        FieldKind.String => FastKind.Text,
        FieldKind.Enum => field.IsClosedEnum ? FastKind.ClosedEnum : FastKind.Text,
        FieldKind.Int32 => FastKind.Int32,
        FieldKind.Int64 => FastKind.Int64,
        FieldKind.Double => FastKind.Double,
        FieldKind.Decimal => FastKind.Decimal,
        FieldKind.Bool => FastKind.Bool,
        FieldKind.Timestamp => FastKind.Timestamp,
        FieldKind.Date => FastKind.Date,
        FieldKind.Duration => FastKind.Duration,
        FieldKind.Uuid => FastKind.Uuid,
        FieldKind.Sha256 => FastKind.Digest,
        _ => FastKind.Nested,
    };
}
