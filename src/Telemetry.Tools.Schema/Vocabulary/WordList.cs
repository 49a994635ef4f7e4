using System.Collections;

namespace Telemetry.Tools.Schema;

/// <summary>Words and the values they stand for, in the order in which messages list them.</summary>
/// <typeparam name="T">What a word stands for.</typeparam>
public sealed class WordList<T> : IEnumerable<KeyValuePair<string, T>>
    where T : struct
{
    private readonly KeyValuePair<string, T>[] _entries;

    internal WordList(KeyValuePair<string, T>[] entries) => _entries = entries;

    /// <summary>The words.</summary>
    public IEnumerable<string> Words => _entries.Select(entry => entry.Key);

    /// <summary>Looks a word up, letter by letter as it is written.</summary>
    public bool TryGet(string word, out T value)
    {
        foreach (var entry in _entries)
        {
            if (!string.Equals(entry.Key, word, StringComparison.Ordinal)) continue;
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The word for a value; empty where it has none.</summary>
    public string TextOf(T value)
    {
        foreach (var entry in _entries)
        {
            if (EqualityComparer<T>.Default.Equals(entry.Value, value)) return entry.Key;
        }

        return "";
    }

    /// <summary>The words with commas between them.</summary>
    public override string ToString() => string.Join(", ", Words);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, T>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
