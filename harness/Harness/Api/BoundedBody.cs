using System.Net;

namespace Harness.Api;

/// <summary>A body that is read within bounds of time and size.</summary>
internal sealed class BoundedBody : HttpContent
{
    private readonly HttpContent _body;
    private readonly string _call;
    private readonly TimeSpan _whole;
    private readonly long _largest;

    /// <summary>Bounds a body; its headers stay.</summary>
    public BoundedBody(HttpContent body, string call, TimeSpan whole, long largest)
    {
        (_body, _call, _whole, _largest) = (body, call, whole, largest);
        foreach (var (name, values) in body.Headers)
            Headers.TryAddWithoutValidation(name, values);
    }

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new BoundedStream(await _body.ReadAsStreamAsync().ConfigureAwait(false), _call, _whole, _largest);

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new BoundedStream(await _body.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _call, _whole, _largest);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var body = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Headers.ContentLength ?? 0;
        return _body.Headers.ContentLength is not null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _body.Dispose();
        base.Dispose(disposing);
    }
}
