namespace Harness.Processes;

/// <summary>The last lines that a program wrote; it writes from other threads.</summary>
internal sealed class LastLines
{
    private const int Kept = 40;
    private readonly Queue<string> _lines = new();

    /// <summary>Remembers a line.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lines)
            return string.Join('\n', _lines);
    }
}
