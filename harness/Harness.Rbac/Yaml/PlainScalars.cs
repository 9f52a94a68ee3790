using System.Buffers;

namespace Harness.Rbac.Yaml;

/// <summary>
/// Reads keys, scalars and flow collections of one line. Whatever is not plain gives null, and the line is not at its end.
/// </summary>
/// <param name="input">The text.</param>
/// <param name="line">The line.</param>
/// <param name="texts">Texts that come again.</param>
/// <param name="problems">Where problems go.</param>
internal struct PlainScalars(YamlInput input, PlainLine line, TextPool texts, InputProblems problems)
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int LongestKey = 500; // of a thousand the reader of everything looks ahead no further
    private static readonly SearchValues<char> First = SearchValues.Create(Alphanumeric + "./_");
    private static readonly SearchValues<char> InKey = SearchValues.Create(Alphanumeric + "./_-");
    private static readonly SearchValues<char> InFlow = SearchValues.Create(Alphanumeric + "./_-*");
    private readonly string _text = input.Text;
    private int _at = line.Start;

    /// <summary>Whether nothing is left of the line.</summary>
    public readonly bool IsAtEnd => _at >= line.End;

    /// <summary>A key with the colon and the blanks behind it; null when the line does not begin with one.</summary>
    public (string Name, SourceLocation At)? Key()
    {
        var at = _at;
        var isQuoted = !IsAtEnd && _text[_at] is '"' or '\'';
        var name = isQuoted ? Quoted()?.Text : Letters(InKey) is > 0 and var length ? Taken(length) : null;
        if (name is null or { Length: > LongestKey } || (!isQuoted && YamlScalarKinds.IsNull(name)))
            return null;
        if (!Take(':') || !(IsAtEnd || _text[_at] == ' '))
            return null;
        SkipBlanks();
        return (name, new SourceLocation(input.File, line.Number, at - line.Begin + 1));
    }

    /// <summary>A scalar or a flow collection, the rest of the line.</summary>
    /// <param name="depth">How deep it stands.</param>
    /// <param name="count">Counts it, unless that is too deep or too much.</param>
    public YamlValue? Value(int depth, Func<int, bool> count) => _text[_at] is '[' or '{'
        ? Flow(depth, count)
        : !count(depth) ? null : Quoted() ?? Rest();

    private YamlValue? Flow(int depth, Func<int, bool> count) => _text[_at] switch
    {
        '[' => FlowList(depth, count),
        '{' => FlowMap(depth, count),
        _ => count(depth) ? Quoted() ?? Word() : null,
    };

    private YamlList? FlowList(int depth, Func<int, bool> count)
    {
        var (at, items) = (Here(), new List<YamlValue>());
        if (!count(depth) || !Open('['))
            return null;
        while (!Take(']'))
        {
            if (items.Count > 0 && !Separator() || IsAtEnd || Flow(depth + 1, count) is not { } item)
                return null;
            SkipBlanks();
            items.Add(item);
        }

        return new YamlList(at, items);
    }

    private YamlMap? FlowMap(int depth, Func<int, bool> count)
    {
        var (at, fields, isFirst) = (Here(), new YamlFields(problems), true);
        if (!count(depth) || !Open('{'))
            return null;
        while (!Take('}'))
        {
            if (!isFirst && !Separator() || IsAtEnd || !count(depth + 1) || Key() is not { } key || IsAtEnd
                || Flow(depth + 1, count) is not { } value)
            {
                return null;
            }

            SkipBlanks();
            fields.Add(new YamlField(key.Name, key.At, value));
            isFirst = false;
        }

        return new YamlMap(at, fields.All);
    }

    /// <summary>A text in quotes without an escape; null when there is none here.</summary>
    private YamlScalar? Quoted()
    {
        if (IsAtEnd || _text[_at] is not ('"' or '\''))
            return null;
        var quote = _text[_at];
        var length = _text.AsSpan(_at + 1, line.End - _at - 1).IndexOf(quote);
        if (length < 0)
            return null;
        var content = _text.AsSpan(_at + 1, length);
        var behind = _at + length + 2;
        var isEscaped = quote == '"' ? content.Contains('\\') : behind < line.End && _text[behind] == '\'';
        if (isEscaped)
            return null;
        var scalar = new YamlScalar(Here(), texts.Of(content), YamlScalarKind.Text);
        _at = behind;
        return scalar;
    }

    /// <summary>A scalar without quotes, of letters that mean nothing else anywhere.</summary>
    private YamlScalar? Word() => Letters(InFlow) is > 0 and var length ? Plain(length) : null;

    /// <summary>How many of some letters come next; none if the first cannot begin a scalar.</summary>
    private readonly int Letters(SearchValues<char> letters)
    {
        if (IsAtEnd || !First.Contains(_text[_at]))
            return 0;
        var rest = _text.AsSpan(_at, line.End - _at);
        var length = rest.IndexOfAnyExcept(letters);
        return length < 0 ? rest.Length : length;
    }

    private string Taken(int length)
    {
        _at += length;
        return texts.Of(_text.AsSpan(_at - length, length));
    }

    /// <summary>The rest of the line as a scalar without quotes.</summary>
    private YamlScalar? Rest()
    {
        var rest = _text.AsSpan(_at, line.End - _at);
        var isPlain = First.Contains(rest[0]) && rest[^1] != ':' && rest.IndexOf(": ") < 0 && rest.IndexOf(" #") < 0;
        return isPlain ? Plain(rest.Length) : null;
    }

    private YamlScalar Plain(int length)
    {
        var at = Here();
        var text = Taken(length);
        return new YamlScalar(at, text, YamlScalarKinds.OfPlain(text));
    }

    private bool Separator()
    {
        if (!Take(','))
            return false;
        SkipBlanks();
        return true;
    }

    private bool Open(char bracket)
    {
        var isOpen = Take(bracket);
        SkipBlanks();
        return isOpen;
    }

    private bool Take(char expected)
    {
        if (IsAtEnd || _text[_at] != expected)
            return false;
        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && _text[_at] == ' ')
            _at++;
    }

    private readonly SourceLocation Here() => new(input.File, line.Number, _at - line.Begin + 1);
}
