//! IP Health Check 知识产权体检: the app.
