//! ZIP archives: an ordered list of files.

use std::{
    io::{Cursor, Seek, Write},
    sync::Arc,
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// One file of an archive. Copies share the content.
#[derive(Clone, Debug)]
pub struct File {
    /// The path from the archive's root.
    pub path: String,
    /// The content of the file.
    pub content: Arc<Vec<u8>>,
    /// Whether it is stored in the archive as it is. Otherwise it is deflated.
    pub stored: bool,
}

impl File {
    /// Returns a file to be deflated.
    #[must_use]
    pub fn new(path: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), content: Arc::new(content.into()), stored: false }
    }

    /// Returns a file to be stored as it is.
    #[must_use]
    pub fn stored(path: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { stored: true, ..Self::new(path, content) }
    }
}

/// An archive: its files in order.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// The files.
    pub files: Vec<File>,
}

impl Archive {
    /// Adds a file at the end.
    #[must_use]
    pub fn adding(mut self, file: File) -> Self {
        self.files.push(file);
        self
    }

    /// Removes the file at `path`.
    #[must_use]
    pub fn removing(mut self, path: &str) -> Self {
        let before = self.files.len();
        self.files.retain(|file| file.path != path);
        assert_ne!(before, self.files.len(), "{path} is not in the archive");
        self
    }

    /// Changes the content of the file at `path`.
    #[must_use]
    pub fn changing(mut self, path: &str, change: impl FnOnce(&mut Vec<u8>)) -> Self {
        let file = self.files.iter_mut().find(|file| file.path == path);
        let file = file.unwrap_or_else(|| panic!("{path} is not in the archive"));
        change(Arc::make_mut(&mut file.content));
        self
    }

    /// Returns the content of the file at `path`.
    #[must_use]
    pub fn content(&self, path: &str) -> &[u8] {
        let file = self.files.iter().find(|file| file.path == path);
        &file.unwrap_or_else(|| panic!("{path} is not in the archive")).content
    }

    /// Returns the ZIP archive.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let size: usize = self.files.iter().map(|file| file.content.len() + 1024).sum();
        let bytes = Cursor::new(Vec::with_capacity(size));
        self.write(bytes).expect("memory takes it").into_inner()
    }

    /// Writes the ZIP archive. Times are left at 1980, so that equal files give equal archives.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write<W: Write + Seek>(&self, writer: W) -> zip::result::ZipResult<W> {
        self.write_with(ZipWriter::new(writer))
    }

    /// Returns the ZIP archive of a writer that cannot go back: CRC-32 and sizes stand behind each file.
    #[must_use]
    pub fn to_streamed_bytes(&self) -> Vec<u8> {
        self.write_with(ZipWriter::new_stream(Vec::new())).expect("memory takes it").into_inner()
    }

    fn write_with<W: Write + Seek>(&self, mut writer: ZipWriter<W>) -> zip::result::ZipResult<W> {
        for file in &self.files {
            let method = if file.stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            writer.start_file(&*file.path, SimpleFileOptions::default().compression_method(method))?;
            writer.write_all(&file.content)?;
        }
        writer.finish()
    }
}
