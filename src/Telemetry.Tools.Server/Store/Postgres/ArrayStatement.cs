using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Telemetry.Tools.Server;

/// <summary>A statement that takes any number of rows, a column an array. It is kept and filled anew for each group.</summary>
internal sealed class ArrayStatement
{
    private readonly List<List<string>> _texts = [];
    private readonly List<List<long>> _numbers = [];

    /// <param name="insert">What stands before the rows.</param>
    /// <param name="conflict">What stands after them.</param>
    /// <param name="columns">Text or bigint, in the order of the columns.</param>
    public ArrayStatement(string insert, string conflict, params ReadOnlySpan<NpgsqlDbType> columns)
    {
        var rows = new List<string>();
        foreach (var type in columns)
        {
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"unnest(${rows.Count + 1}::{(type == NpgsqlDbType.Text ? "text" : "bigint")}[])"));
            Command.Parameters.Add(new NpgsqlParameter { Value = Column(type), NpgsqlDbType = NpgsqlDbType.Array | type });
        }

        // In the list of columns, where they go in step: in FROM each array would first become a table of its own.
        Command.CommandText = $"{insert} SELECT {string.Join(", ", rows)} {conflict}";
    }

    public NpgsqlBatchCommand Command { get; } = new();

    public void Clear()
    {
        foreach (var column in _texts) column.Clear();
        foreach (var column in _numbers) column.Clear();
    }

    /// <summary>Appends a row: its texts and its numbers, each in the order of their columns.</summary>
    public void Add(ReadOnlySpan<string> texts, ReadOnlySpan<long> numbers, ReadOnlySpan<long> moreNumbers = default)
    {
        for (var i = 0; i < texts.Length; i++) _texts[i].Add(texts[i]);
        for (var i = 0; i < numbers.Length; i++) _numbers[i].Add(numbers[i]);
        for (var i = 0; i < moreNumbers.Length; i++) _numbers[numbers.Length + i].Add(moreNumbers[i]);
    }

    private object Column(NpgsqlDbType type)
    {
        if (type == NpgsqlDbType.Text) _texts.Add([]);
        else _numbers.Add([]);
        return type == NpgsqlDbType.Text ? _texts[^1] : _numbers[^1];
    }
}
