using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Harness.Rbac.Yaml;

/// <summary>
/// Reads the documents of a YAML or JSON stream into values, within limits. What else YAML can do is bounded: aliases stand for their anchor's
/// value as long as they do not multiply it, <c>&lt;&lt;</c> merges as in kubectl's reader, keys are scalars, and none is there twice.
/// </summary>
internal sealed class YamlDocuments
{
    private readonly YamlInput input;
    private readonly YamlLimits limits;
    private readonly InputProblems problems;
    private readonly YamlAnchors anchors;
    private readonly Parser parser;
    private int values;
    private int deepest;

    private YamlDocuments(YamlInput input, YamlLimits limits, InputProblems problems)
    {
        (this.input, this.limits, this.problems) = (input, limits, problems);
        anchors = new YamlAnchors(limits);
        parser = new Parser(new Scanner(new StringReader(input.Text), skipComments: true));
    }

    /// <summary>Reads all documents; one without content is left out.</summary>
    /// <returns>The documents up to the first that cannot be read, which is a problem.</returns>
    public static IReadOnlyList<YamlValue> Read(YamlInput input, YamlLimits limits, InputProblems problems)
    {
        var (reader, documents) = (new YamlDocuments(input, limits, problems), new List<YamlValue>());
        try
        {
            while (reader.Next() is { } document)
            {
                if (document is not YamlScalar { Kind: YamlScalarKind.Null })
                    documents.Add(document);
            }
        }
        catch (YamlException malformed)
        {
            var (at, what) = YamlComplaint.About(input, malformed.Start, malformed.GetBaseException().Message);
            problems.Add(at, what);
        }
        catch (InvalidOperationException malformed)
        {
            // The parser's own answer to some input; it does not say where.
            var (at, what) = YamlComplaint.About(input, reader.parser.Current?.End ?? Mark.Empty, malformed.Message);
            problems.Add(at, what);
        }

        return documents;
    }

    private YamlValue? Next()
    {
        while (parser.MoveNext())
        {
            if (parser.Current is not DocumentStart)
                continue;
            anchors.Forget();
            Advance();
            return Compose(1);
        }

        return null;
    }

    /// <summary>The value that begins with the parser's event, which then is its last.</summary>
    private YamlValue Compose(int depth)
    {
        var start = parser.Current!;
        Count(start, 1, depth);
        if (start is AnchorAlias alias)
        {
            var anchored = anchors.Resolve(alias);
            Count(start, anchored.Values, depth + anchored.Height);
            return anchored.Value;
        }

        return start is NodeEvent { Anchor: { IsEmpty: false } anchor } ? ComposeAnchored(anchor, depth) : ComposeNode(depth);
    }

    private YamlValue ComposeAnchored(AnchorName anchor, int depth)
    {
        var (valuesBefore, deepestBefore) = (values - 1, deepest);
        deepest = depth;
        anchors.Open(anchor);
        var value = ComposeNode(depth);
        anchors.Close(anchor, new Anchored(value, values - valuesBefore, deepest - depth));
        deepest = Math.Max(deepest, deepestBefore);
        return value;
    }

    private YamlValue ComposeNode(int depth) => parser.Current switch
    {
        Scalar scalar => new YamlScalar(input.At(scalar.Start), scalar.Value, YamlScalarKinds.Of(scalar)),
        SequenceStart start => ComposeList(start, depth),
        MappingStart start => ComposeMap(start, depth),
        var other => throw new YamlException(other!.Start, other.End, "there should be a value here; write one"),
    };

    private YamlList ComposeList(SequenceStart start, int depth)
    {
        var items = new List<YamlValue>();
        while (Advance() is not SequenceEnd)
            items.Add(Compose(depth + 1));
        return new YamlList(input.At(start.Start), items);
    }

    private YamlMap ComposeMap(MappingStart start, int depth)
    {
        if (start.Style == MappingStyle.Block)
            YamlComplaint.RefuseTabBefore(start.Start, input);
        var fields = new YamlFields(problems);
        while (Advance() is not MappingEnd)
        {
            var isMerge = parser.Current is Scalar { Style: ScalarStyle.Plain, Value: "<<" };
            var key = Compose(depth + 1);
            Advance();
            var value = Compose(depth + 1);
            if (isMerge)
                fields.Merge(key, value);
            else
                fields.Add(key, value);
        }

        return new YamlMap(input.At(start.Start), fields.All);
    }

    private ParsingEvent Advance() => parser.MoveNext()
        ? parser.Current!
        : throw new InvalidOperationException("the document ends in the middle of a value");

    private void Count(ParsingEvent at, int more, int depth)
    {
        values += more;
        deepest = Math.Max(deepest, depth);
        if (depth > limits.Depth)
            throw new YamlException(at.Start, at.End, $"nests deeper than {limits.Depth} levels; no Kubernetes object does");
        if (values > limits.Values)
            throw new YamlException(at.Start, at.End, $"has more than {limits.Values} values; split the file");
    }
}
