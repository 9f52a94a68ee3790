namespace Harness.Rbac.Yaml;

/// <summary>What is wrong with files, gathered so that one run shows it all.</summary>
internal sealed class InputProblems
{
    private const int Shown = 20;
    private readonly List<(SourceLocation At, string What)> _found = [];
    private int _more;

    /// <summary>Whether there is anything.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>Adds a problem.</summary>
    /// <param name="at">Where.</param>
    /// <param name="what">What is wrong; what to do.</param>
    public void Add(SourceLocation at, string what)
    {
        if (_found.Contains((at, what)))
            return; // an alias brings a reader to the same place again
        if (_found.Count < Shown)
            _found.Add((at, what));
        else
            _more++;
    }

    /// <summary>Adds the problems of another file.</summary>
    public void AddAll(InputProblems other)
    {
        other._found.ForEach(one => Add(one.At, one.What));
        _more += other._more;
    }

    /// <summary>Throws what was gathered, a line each: <c>FILE:LINE:COLUMN: what; what to do</c>.</summary>
    /// <exception cref="HarnessException">There is something (exit code 2).</exception>
    public void ThrowIfAny()
    {
        if (!Any)
            return;
        var lines = _found
            .GroupBy(one => one.At.File)
            .SelectMany(file => file.OrderBy(one => one.At.Line).ThenBy(one => one.At.Column))
            .Select(one => $"{one.At.File}:{one.At.Line}:{one.At.Column}: {one.What}");
        throw HarnessException.BadInput(string.Join('\n', _more == 0 ? lines : lines.Append($"… and {_more} more; fix these first")));
    }
}
