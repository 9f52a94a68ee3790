using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Harness.Installing;

/// <summary>A file of Kubernetes objects in YAML, as <c>kubectl apply --filename</c> takes it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Objects">Its objects, in their order.</param>
public sealed record ManifestFile(string Path, IReadOnlyList<ManifestEntry> Objects)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HarnessException">It cannot be read, is not YAML, or something in it is not an object (exit code 2).</exception>
    public static ManifestFile Read(string path)
    {
        try
        {
            return Parse(path, RegularFile.ReadAllText(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"manifest {path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    internal static ManifestFile Parse(string path, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException malformed)
        {
            throw HarnessException.BadInput($"manifest {path} is not YAML: line {malformed.Start.Line}: {malformed.Message}", malformed);
        }
        catch (InvalidOperationException malformed)
        {
            // The parser's own answer to some brackets that do not match; it does not say where.
            throw HarnessException.BadInput($"manifest {path} is not YAML: {malformed.Message}", malformed);
        }

        var documents = stream.Documents.Where(document => document.RootNode is not YamlScalarNode { Value: null or "" or "null" or "~" });
        ManifestEntry[] objects = [.. documents.Select((document, i) => Object(path, document, i + 1))];
        return objects.Length > 0
            ? new ManifestFile(path, objects)
            : throw HarnessException.BadInput($"manifest {path} holds no object");
    }

    private static ManifestEntry Object(string path, YamlDocument document, int number)
    {
        var (version, kind) = (Text(document.RootNode, "apiVersion"), Text(document.RootNode, "kind"));
        var metadata = Child(document.RootNode, "metadata");
        var name = Text(metadata, "name");
        return version is null || kind is null || name is null
            ? throw HarnessException.BadInput($"manifest {path}: document {number} lacks apiVersion, kind or metadata.name")
            : new ManifestEntry(version, kind, name, Text(metadata, "namespace"), Written(document));
    }

    private static string? Text(YamlNode? node, string key) =>
        (Child(node, key) as YamlScalarNode)?.Value is { Length: > 0 } text ? text : null;

    private static YamlNode? Child(YamlNode? node, string key) =>
        node is YamlMappingNode fields && fields.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static string Written(YamlDocument document)
    {
        using var writer = new StringWriter();
        new YamlStream(document).Save(writer, assignAnchors: false);
        return writer.ToString();
    }
}
