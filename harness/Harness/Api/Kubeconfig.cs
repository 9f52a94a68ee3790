using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;

namespace Harness.Api;

/// <summary>A kubeconfig with one of its contexts chosen.</summary>
/// <param name="Source">Where it is from, for messages: a file's path, or the node.</param>
/// <param name="Document">The document.</param>
/// <param name="Context">The chosen context.</param>
internal sealed record Kubeconfig(string Source, K8SConfiguration Document, string Context)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HarnessException">Missing, not a kubeconfig, or without that context (exit code 2).</exception>
    public static Kubeconfig ReadFile(string file, string? context)
    {
        if (Directory.Exists(file))
            throw HarnessException.BadInput($"kubeconfig {file} is a folder; give a file in it");
        try
        {
            var kubeconfig = Parse(file, File.ReadAllText(file), context);
            kubeconfig.Document.FileName = Path.GetFullPath(file); // paths in it are relative to its folder
            return kubeconfig;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"kubeconfig {file} cannot be read: {missing.Message}", missing);
        }
    }

    /// <summary>Reads YAML.</summary>
    /// <exception cref="HarnessException">Not a kubeconfig, or without that context (exit code 2).</exception>
    public static Kubeconfig Parse(string source, string yaml, string? context)
    {
        var document = Deserialize(source, yaml);
        var known = document.Contexts?.Select(c => c.Name).ToList() ?? [];
        var wanted = context ?? document.CurrentContext;
        if (string.IsNullOrEmpty(wanted))
        {
            throw HarnessException.BadInput(
                $"kubeconfig {source} has no current-context; choose one with --context ({string.Join(", ", known)})");
        }

        if (!known.Contains(wanted))
            throw HarnessException.BadInput($"kubeconfig {source} has no context \"{wanted}\"; it has {string.Join(", ", known)}");
        return new Kubeconfig(source, document, wanted);
    }

    /// <summary>The same, with the cluster's address replaced.</summary>
    public Kubeconfig At(Uri address)
    {
        Endpoint().Server = address.AbsoluteUri.TrimEnd('/');
        return this;
    }

    /// <summary>The document as YAML; it holds credentials.</summary>
    public string ToYaml() => KubernetesYaml.Serialize(Document);

    /// <summary>Client settings for the chosen context.</summary>
    /// <exception cref="HarnessException">The context is incomplete, or asks for unverified TLS (exit code 2).</exception>
    public KubernetesClientConfiguration ClientConfiguration()
    {
        if (Endpoint().SkipTlsVerify)
        {
            throw HarnessException.BadInput(
                $"kubeconfig {Source}, context \"{Context}\": insecure-skip-tls-verify is not accepted, since anyone could "
                + "answer for the API server; give certificate-authority-data instead");
        }

        return Reading(() => KubernetesClientConfiguration.BuildConfigFromConfigObject(Document, Context));
    }

    /// <summary>Reads credentials of the chosen context; what is malformed in them is the file's fault.</summary>
    /// <exception cref="HarnessException">They are incomplete or malformed (exit code 2).</exception>
    public T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception incomplete) when (incomplete is KubeConfigException or FormatException or IOException
            or System.Security.Cryptography.CryptographicException)
        {
            throw HarnessException.BadInput($"kubeconfig {Source}, context \"{Context}\": {incomplete.Message}", incomplete);
        }
    }

    /// <summary>Where the API server is, by the client settings.</summary>
    public static ApiServerAddress Address(KubernetesClientConfiguration configuration) =>
        new(new Uri(configuration.Host), Authorities(configuration), configuration.TlsServerName);

    private static X509Certificate2Collection? Authorities(KubernetesClientConfiguration configuration) =>
        configuration.SslCaCerts is { Count: > 0 } authorities ? authorities : null;

    private ClusterEndpoint Endpoint()
    {
        var cluster = Document.Contexts.First(c => c.Name == Context).ContextDetails?.Cluster;
        return Document.Clusters?.FirstOrDefault(c => c.Name == cluster)?.ClusterEndpoint
            ?? throw HarnessException.BadInput(
                $"kubeconfig {Source}: context \"{Context}\" names cluster \"{cluster}\", which is not in it");
    }

    private static K8SConfiguration Deserialize(string source, string yaml)
    {
        try
        {
            var document = KubernetesYaml.Deserialize<K8SConfiguration>(yaml);
            if (document?.Contexts?.Any() == true && document.Clusters?.Any() == true)
                return document;
        }
        catch (YamlException malformed) when (malformed is SyntaxErrorException or SemanticErrorException)
        {
            throw HarnessException.BadInput(
                $"kubeconfig {source} is not valid YAML: line {malformed.Start.Line}, column {malformed.Start.Column}: "
                + $"{malformed.GetBaseException().Message}",
                malformed);
        }
        catch (YamlException)
        {
            // YAML, but of another shape: reported below, without the deserializer's words for it.
        }
        catch (InvalidOperationException malformed)
        {
            // The parser's own answer to some brackets that do not match; it does not say where.
            throw HarnessException.BadInput($"kubeconfig {source} is not valid YAML: {malformed.Message}", malformed);
        }

        throw HarnessException.BadInput($"{source} is not a kubeconfig: it has no clusters and contexts");
    }
}
