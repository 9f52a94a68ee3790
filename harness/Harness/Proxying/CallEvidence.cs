namespace Harness.Proxying;

/// <summary>One call and its answer, as far as a reader needs them to judge; never a token.</summary>
public sealed record CallEvidence
{
    /// <summary>The HTTP method as sent; <c>GET (WebSocket)</c> for an upgrade.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as sent.</summary>
    public required string Url { get; init; }

    /// <summary>The consumer's name, or <c>anonymous</c>.</summary>
    public required string Caller { get; init; }

    /// <summary>The HTTP status, or null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary><c>reason</c> of the API server's own Status object; null when the answer is not one.</summary>
    public string? Reason { get; init; }

    /// <summary>The API server's message, or the first part of the body.</summary>
    public string? Message { get; init; }

    /// <summary>Why no answer came, when none did.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// Whether the answer is an error of the proxy itself, which a call meets only after the authorizer let it through; 500 up to
    /// Kubernetes 1.20.
    /// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/core/service/storage/storage.go (ResourceLocation)
    /// </summary>
    public bool IsProxyError => Status is 500 or 503 && Reason is not null && Message is { } message
        && (message.StartsWith("no endpoints available for service", StringComparison.Ordinal)
            || message.StartsWith("no service port", StringComparison.Ordinal)
            || message.StartsWith("error trying to reach service", StringComparison.Ordinal));

    /// <summary>
    /// Whether admission refused the call, which it is asked about only after the authorizer let it through. What is refused by a policy or
    /// a webhook is refused in the API server's own words, with a status that its author chose.
    /// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apiserver/pkg/admission/plugin/, there
    /// policy/validating/dispatcher.go and webhook/errors/statuserror.go
    /// </summary>
    public bool IsRefusedByAdmission => Status is >= 400 and < 500 && Reason is not null && Message is { } message
        && ((message.Contains("ValidatingAdmissionPolicy '", StringComparison.Ordinal)
                && message.Contains("' denied request: ", StringComparison.Ordinal))
            || (message.Contains("admission webhook \"", StringComparison.Ordinal)
                && message.Contains("\" denied the request", StringComparison.Ordinal)));

    /// <summary>Whether that error is that the backend took too long, in the words of Go's net, net/http and context.</summary>
    public bool IsProxyTimeout => IsProxyError
        && (Message!.Contains("timeout", StringComparison.Ordinal) || Message.Contains("deadline exceeded", StringComparison.Ordinal));

    /// <summary>The call and its answer in one line.</summary>
    public override string ToString()
    {
        var answer = Status is { } status ? $"{status}{(Reason is null ? "" : $" {Reason}")}" : $"no answer ({Error})";
        return $"{Method} {Url} as {Caller} → {answer}{(Message is null ? "" : $": {Message}")}";
    }
}
